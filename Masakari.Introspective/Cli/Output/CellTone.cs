namespace Masakari.Introspective.Cli.Output;

/// <summary>What a cell's value means to the reader; a terminal shows it as a colour.</summary>
internal enum CellTone
{
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Of little weight.</summary>
    Faint,
}
