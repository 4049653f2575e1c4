namespace Masakari.Introspective.Tests.Configuration;

/// <summary>One set of sources that both readers get. <c>{dir}</c> in arguments is the case's own directory.</summary>
/// <param name="Name">Also names the test.</param>
/// <param name="Files">Relative path and content.</param>
/// <param name="Arguments">--config-file/--config-dir and their values, alternating.</param>
public sealed record OsloCase(string Name, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>"group.name" and value; both readers get them after the files.</summary>
    public IReadOnlyDictionary<string, string> CommandLine { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public static OsloCase File(string name, string content) =>
        new(
            name,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["a.conf"] = content },
            ["--config-file", "{dir}/a.conf"]
        );

    public override string ToString() => Name;
}
