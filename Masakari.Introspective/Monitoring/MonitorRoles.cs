namespace Masakari.Introspective.Monitoring;

/// <summary>Which of the two Python monitors' work is done.</summary>
[Flags]
internal enum MonitorRoles
{
    None = 0,

    /// <summary>Reports libvirt's events, as masakari-instancemonitor.</summary>
    BlackBox = 1,

    /// <summary>Asks the guests, as masakari-introspectiveinstancemonitor.</summary>
    Introspective = 2,

    /// <summary>Both, in one process.</summary>
    Full = BlackBox | Introspective,
}
