namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>What a finding is about, in the order of the report.</summary>
internal enum CheckGroup
{
    Configuration,
    Permissions,
    Libvirt,
    Channels,
    Keystone,
    Catalog,
    MasakariApi,
    Clock,
    Registration,
    Nova,
}
