namespace Masakari.Introspective.Tests.Support;

/// <summary>The files of the checkout that these tests were built from.</summary>
internal static class Checkout
{
    /// <summary>Full path of a file in it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Masakari.Introspective.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below the checkout.");
    }
}
