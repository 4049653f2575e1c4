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

    /// <summary>
    /// Older names, still read, with one warning: <c>name</c> in the same group, or <c>group/name</c>. The order is
    /// the order in which oslo.config tries them inside one file.
    /// </summary>
    public IReadOnlyList<string> DeprecatedNames { get; init; } = [];

    /// <summary>Never printed: shown as <c>****</c>.</summary>
    public bool Secret { get; init; }

    /// <summary>Accepted so that existing files work, without effect here.</summary>
    public bool Ignored { get; init; }

    /// <summary>Why the option has no effect: one sentence, for <see cref="Ignored"/> options only.</summary>
    public string? IgnoredReason { get; init; }

    /// <summary>The type in words, for instance <c>integer</c>.</summary>
    public string TypeName { get; init; } = "string";

    /// <summary>Says, in one sentence, what is odd about a legal text; null when nothing is. Leads to a warning.</summary>
    public Func<string, string?>? Caution { get; init; }

    /// <summary>Every occurrence counts, instead of the last one only.</summary>
    public abstract bool IsMulti { get; }

    /// <summary>Allowed values in words.</summary>
    public abstract string AllowedText { get; }

    /// <summary>The default as the sample file writes it; null when the option is unset by default.</summary>
    public abstract string? DefaultDisplay { get; }

    public OptionKey Key => new(Group, Name);

    internal abstract object? BoxedDefault { get; }

    /// <summary>The typed value of all texts that one source gives; only the last one counts unless <see cref="IsMulti"/>.</summary>
    /// <exception cref="FormatException">The message says what is allowed.</exception>
    internal abstract object? Convert(IReadOnlyList<string> texts);
}
