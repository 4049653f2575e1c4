namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>A compute host as masakari knows it.</summary>
internal sealed record MasakariHost(string Uuid, string Name, string SegmentUuid, string SegmentName)
{
    public bool OnMaintenance { get; init; }

    /// <summary>False where the segment is switched off: masakari then stores notifications and ignores them.</summary>
    public bool SegmentEnabled { get; init; } = true;
}
