namespace Masakari.Introspective.Configuration;

/// <summary>An option with its type, default and limits.</summary>
internal sealed class ConfigOption<T> : ConfigOption
{
    public required T Default { get; init; }

    /// <summary>Turns the text of a source into a value; throws <see cref="FormatException"/> whose message says what is allowed.</summary>
    public required Func<string, T> Parse { get; init; }

    /// <summary>For options of which every occurrence counts: makes the value of all texts, oldest first.</summary>
    public Func<IReadOnlyList<string>, T>? ParseMany { get; init; }

    /// <summary>Allowed values in words, for instance <c>1..3600</c>.</summary>
    public required string Allowed { get; init; }

    /// <summary>The default as the sample file writes it; computed where it depends on the machine.</summary>
    public string? DefaultText { get; init; }

    public override bool IsMulti => ParseMany is not null;

    public override string AllowedText => Allowed;

    public override string? DefaultDisplay => DefaultText ?? (Default is null ? null : ValueText.Ini(Default));

    internal override object? BoxedDefault => Default;

    internal override object? Convert(IReadOnlyList<string> texts) =>
        ParseMany is null ? Parse(texts[^1]) : ParseMany(texts);
}
