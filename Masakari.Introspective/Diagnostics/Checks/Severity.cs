namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing, nothing to mend.</summary>
    Note,

    /// <summary>Something works less well than it could, or only some instances.</summary>
    Warning,

    /// <summary>The daemon cannot do its work, or masakari will not act on it.</summary>
    Error,

    /// <summary>Not looked at, because something that it needs failed.</summary>
    Skipped,
}
