using Masakari.Introspective.Detection.SecondOpinion;

namespace Masakari.Introspective.Detection.Fence;

/// <summary>
/// Whether a reported guest is destroyed before masakari-engine stops it: a hung guest cannot answer Nova's clean shutdown,
/// which waits its whole shutdown_timeout for nothing.
/// </summary>
internal static class FenceRule
{
    /// <returns>What to do, and why in words.</returns>
    public static (FenceAnswer Answer, string Why) Decide(FenceCase @case) =>
        @case switch
        {
            { Mode: FenceMode.Never } => (FenceAnswer.Leave, "fence is never"),
            { IsFromInside: false } => (FenceAnswer.Leave, "the failure was not found inside the guest"),
            { IsStoredNow: false } => (FenceAnswer.Leave, "masakari-api did not store the report just now"),
            { HaEnabled: not true, AllInstances: false } => (
                FenceAnswer.Leave,
                "masakari-engine acts only where HA_Enabled is true, and masakari_processes_all_instances is off"
            ),
            { Objection: { } objection } => (FenceAnswer.Leave, objection),
            { Mode: FenceMode.Always } => (FenceAnswer.Destroy, "fence is always"),
            _ when Proof(@case.Opinion) is { } proof => (FenceAnswer.Destroy, proof),
            _ => (FenceAnswer.AwaitProof, "fence is kernel_dead, and the kernel is not proved dead"),
        };

    /// <summary>Why the opinion is the proof that kernel_dead demands, in words; null where it is none.</summary>
    public static string? Proof(GuestOpinion opinion) =>
        opinion is GuestOpinion.KernelDead or GuestOpinion.QemuStopped
            ? $"fence is kernel_dead and {opinion.Describe(isPortClosed: false)}"
            : null;
}
