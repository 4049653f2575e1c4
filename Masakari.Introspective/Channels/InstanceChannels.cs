namespace Masakari.Introspective.Channels;

/// <summary>The followed channels of one instance, and the limits that they share.</summary>
internal sealed record InstanceChannels(IntakeLimits Limits)
{
    /// <summary>By target name; those that are ending stay until their socket is closed.</summary>
    public Dictionary<string, ChannelFollower> ByPort { get; } = new(StringComparer.Ordinal);
}
