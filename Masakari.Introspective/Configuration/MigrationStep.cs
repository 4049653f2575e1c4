namespace Masakari.Introspective.Configuration;

/// <summary>What becomes of one line of a file written for the Python monitors.</summary>
/// <param name="Kind">Whether it is kept.</param>
/// <param name="Origin">File and line.</param>
/// <param name="Option">Group and name as written.</param>
/// <param name="Words">What is different, or why it has no effect.</param>
internal sealed record MigrationStep(MigrationKind Kind, ValueOrigin Origin, string Option, string Words);
