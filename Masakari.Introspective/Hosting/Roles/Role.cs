namespace Masakari.Introspective.Hosting.Roles;

/// <summary>What this process watches; the name it was started under decides.</summary>
internal enum Role
{
    /// <summary>Everything: <c>masakari-introspective monitor</c>.</summary>
    Full,

    /// <summary>libvirt's events only: <c>masakari-instancemonitor</c>.</summary>
    BlackBox,

    /// <summary>Guest agents only: <c>masakari-introspectiveinstancemonitor</c>.</summary>
    Introspective,
}
