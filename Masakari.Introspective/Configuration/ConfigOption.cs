namespace Masakari.Introspective.Configuration;

/// <summary>One option of the configuration file: what the reader, the linter and the sample generator know about it.</summary>
internal abstract class ConfigOption
{
    public required string Group { get; init; }

    public required string Name { get; init; }

    /// <summary>One or two plain sentences for the sample file and the reference.</summary>
    public required string Help { get; init; }

    /// <summary>Unit of the value, for instance <c>s</c>; null where it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>Older names in the same group, still read, with one warning.</summary>
    public IReadOnlyList<string> DeprecatedNames { get; init; } = [];

    /// <summary>Never printed: shown as <c>****</c>.</summary>
    public bool Secret { get; init; }

    /// <summary>Accepted so that existing files work, without effect here.</summary>
    public bool Ignored { get; init; }
}
