namespace Masakari.Introspective.Protocol.Base;

/// <summary>Addresses of the message groups.</summary>
public static class GroupAddress
{
    public const string Heartbeat = "cgcs.heartbeat";
    public const string ServerGroup = "cgcs.server_grp";
    public const string Scale = "cgcs.scale";

    /// <summary>Most bytes of an address.</summary>
    public const int Limit = 63;
}
