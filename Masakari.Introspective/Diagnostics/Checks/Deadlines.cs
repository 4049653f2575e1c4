namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>How long each part may take.</summary>
internal static class Deadlines
{
    /// <summary>One request, where <c>[api] timeout</c> allows more: nobody waits half a minute for a report.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(10);

    /// <summary>All requests of one step: a login, the register, Nova.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The whole look at libvirt.</summary>
    public static readonly TimeSpan Libvirt = TimeSpan.FromSeconds(10);
}
