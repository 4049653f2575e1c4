namespace Masakari.Introspective.Detection.SecondOpinion;

/// <summary>Opinions in the words of logs and messages: clauses without a full stop.</summary>
internal static class OpinionText
{
    /// <param name="isPortClosed">Whether the agent's port is closed, not merely silent.</param>
    public static string Describe(this GuestOpinion opinion, bool isPortClosed) =>
        (opinion, isPortClosed) switch
        {
            (GuestOpinion.KernelAlive, true) =>
                "its kernel is alive: the agent is gone, stopped by its owner, and the guest is not",
            (GuestOpinion.KernelAlive, false) =>
                "its kernel is alive: user space is not scheduled, or the agent is stopped",
            (GuestOpinion.KernelDead, _) => "its kernel is dead: the balloon driver reports nothing any more",
            (GuestOpinion.QemuStopped, _) => "QEMU itself does not answer libvirt",
            _ => "nothing else tells whether its kernel is alive",
        };
}
