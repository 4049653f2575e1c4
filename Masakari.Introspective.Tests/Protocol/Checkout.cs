namespace Masakari.Introspective.Tests.Protocol;

/// <summary>Where the samples are.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Masakari.Introspective.slnx")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("the tests do not run below the checkout");
        }

        return folder;
    }
}
