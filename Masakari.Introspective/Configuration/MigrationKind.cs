namespace Masakari.Introspective.Configuration;

/// <summary>What becomes of a setting of the Python monitors.</summary>
internal enum MigrationKind
{
    /// <summary>Read, and means the same.</summary>
    Kept,

    /// <summary>Read, and means something a little different.</summary>
    Differs,

    /// <summary>Read under its new name; the file had better say that.</summary>
    Renamed,

    /// <summary>Accepted, and has no effect here.</summary>
    WithoutEffect,

    /// <summary>Nobody reads it; the Python monitors did not either.</summary>
    Unknown,
}
