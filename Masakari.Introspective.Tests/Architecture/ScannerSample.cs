namespace Masakari.Introspective.Tests.Architecture;

/// <summary>Code that exists to be found by the scanner, one use of each kind.</summary>
internal sealed class ScannerSample : EventArgs, IEquatable<ScannerSample>
{
    private readonly List<UriBuilder> _field = [];

    public bool Equals(ScannerSample? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => Equals(obj as ScannerSample);

    public override int GetHashCode() => _field.Count;

    [Obsolete("An attribute to be found.")]
    public static string Call() => Environment.MachineName;

    public static Func<string> Lambda(string prefix) => () => prefix + Environment.UserName;

    public static Func<Task<int>> AsyncLambda(int offset) =>
        async () =>
        {
            await Task.Yield();
            return offset + Environment.ProcessId;
        };

    public static string Switch(int number)
    {
        switch (number)
        {
            case 0:
                return "a";
            case 1:
                return "b";
            case 2:
                return "c";
            case 3:
                return "d";
            case 4:
                return Environment.CurrentDirectory;
            default:
                return "";
        }
    }

    public static string TypeOf() => typeof(Version).Name;

    public static bool Catch(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (PathTooLongException)
        {
            return false;
        }
    }

    public static object Generic() => Array.Empty<Random>();
}
