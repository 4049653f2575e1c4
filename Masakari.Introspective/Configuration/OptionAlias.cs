namespace Masakari.Introspective.Configuration;

/// <summary>A wrong name that is widespread in the field, read as the right one, with a warning.</summary>
internal sealed record OptionAlias(OptionKey Wrong, OptionKey Right)
{
    private const string Introspective = "introspectiveinstancemonitor";

    /// <summary>openstack-helm and others ship these two; the Python monitor ignored them silently.</summary>
    public static IReadOnlyList<OptionAlias> Known { get; } =
    [
        new(new(Introspective, "guest_monitor_interval"), new(Introspective, "guest_monitoring_interval")),
        new(new(Introspective, "guest_monitor_timeout"), new(Introspective, "guest_monitoring_timeout")),
    ];
}
