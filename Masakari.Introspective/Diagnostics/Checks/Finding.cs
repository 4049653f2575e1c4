using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding
{
    private const int MaxObject = 256;
    private const int MaxText = 1024;

    /// <param name="severity">How bad it is.</param>
    /// <param name="group">What it is about.</param>
    /// <param name="code">One of <see cref="FindingCodes"/>; stable.</param>
    /// <param name="about">The file, URL, host, domain or option.</param>
    /// <param name="seen">What was seen there.</param>
    /// <param name="cure">What to do, in one sentence; null where there is nothing to mend.</param>
    private Finding(Severity severity, CheckGroup group, string code, string about, string seen, string? cure)
    {
        // Names of guests and answers of servers end on a terminal.
        (Severity, Group, Code) = (severity, group, code);
        Object = WireText.Clean(about, MaxObject);
        Seen = WireText.Clean(seen, MaxText);
        Cure = cure is null ? null : WireText.Clean(cure, MaxText);
    }

    public Severity Severity { get; }

    public CheckGroup Group { get; }

    public string Code { get; }

    public string Object { get; }

    public string Seen { get; }

    public string? Cure { get; }

    public static Finding Ok(CheckGroup group, string code, string about, string seen) =>
        new(Severity.Ok, group, code, about, seen, cure: null);

    public static Finding Note(CheckGroup group, string code, string about, string seen, string? cure = null) =>
        new(Severity.Note, group, code, about, seen, cure);

    public static Finding Warning(CheckGroup group, string code, string about, string seen, string cure) =>
        new(Severity.Warning, group, code, about, seen, cure);

    public static Finding Error(CheckGroup group, string code, string about, string seen, string cure) =>
        new(Severity.Error, group, code, about, seen, cure);

    /// <param name="group">What was not looked at.</param>
    /// <param name="about">What was to be looked at.</param>
    /// <param name="needs">What has to work first, for instance <c>a login to Keystone</c>.</param>
    public static Finding Skipped(CheckGroup group, string about, string needs) =>
        new(Severity.Skipped, group, FindingCodes.NotLookedAt, about, $"not looked at: needs {needs}", cure: null);
}
