namespace Masakari.Introspective.Configuration;

/// <summary>An option with its type, default and limits.</summary>
internal sealed class ConfigOption<T> : ConfigOption
{
    public required T Default { get; init; }

    /// <summary>Turns the text of a source into a value; throws <see cref="FormatException"/> whose message says what is allowed.</summary>
    public required Func<string, T> Parse { get; init; }

    /// <summary>Allowed values in words, for instance <c>1..3600</c>.</summary>
    public required string Allowed { get; init; }

    /// <summary>The default as the sample file writes it; computed where it depends on the machine.</summary>
    public string? DefaultText { get; init; }
}
