namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>What a guest says of itself.</summary>
public enum Health
{
    Healthy,
    Unhealthy,
}
