using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Operations;

/// <summary>What Nova's record says against reporting an instance at all. Pure.</summary>
internal static class NovaWish
{
    /// <summary>
    /// After a death Nova waits 15 s and then stops the instance by itself, under the same task_state as its owner would:
    /// until then it is the owner's.
    /// </summary>
    public static readonly TimeSpan OwnersOnly = TimeSpan.FromSeconds(10);

    /// <summary>Why a fault found while the domain runs is not reported; null where nothing is against it.</summary>
    /// <param name="host">The name of this host.</param>
    public static Ruling? AgainstRunning(NovaSight nova, string host) =>
        Elsewhere(nova, host)
        ?? nova.VmState switch
        {
            var state when state is "paused" || IsOff(state) => Refuse(
                RulingReason.OwnerStopped,
                $"Nova has it as {state}",
                nova
            ),
            "rescued" or "building" => Refuse(RulingReason.NotInService, $"Nova has it as {nova.VmState}", nova),
            _ => null,
        };

    /// <summary>
    /// Why QEMU's death is not reported; null where nothing is against it. vm_state and task_state tell the owner's wish only
    /// for a moment: after that they turn by themselves.
    /// </summary>
    /// <param name="sinceDeath">How long ago QEMU died.</param>
    public static Ruling? AgainstDead(NovaSight nova, string host, TimeSpan sinceDeath) =>
        Elsewhere(nova, host)
        ?? (
            sinceDeath >= OwnersOnly ? null
            : NovaTask.EndsOff(nova.TaskState)
                ? Refuse(
                    RulingReason.OwnerStopped,
                    $"its owner was switching it off: Nova's task_state is {nova.TaskState}",
                    nova
                )
            : IsOff(nova.VmState) ? Refuse(RulingReason.OwnerStopped, $"Nova has it as {nova.VmState}", nova)
            : null
        );

    /// <summary>nova/compute/vm_states.py: the states in which no domain runs, because somebody wanted that.</summary>
    private static bool IsOff(string? vmState) =>
        vmState is "stopped" or "suspended" or "shelved" or "shelved_offloaded" or "soft-delete" or "deleted";

    private static Ruling? Elsewhere(NovaSight nova, string host) =>
        nova.Host is { Length: > 0 } other && !IsSame(other, host)
            ? Refuse(RulingReason.OtherHost, $"Nova has it on host {other}, not on {host}", nova)
            : null;

    /// <summary>A name with its domain and the same without are one host: doubt must not cost a recovery.</summary>
    private static bool IsSame(string a, string b) =>
        a.Equals(b, StringComparison.OrdinalIgnoreCase)
        || a.StartsWith(b + ".", StringComparison.OrdinalIgnoreCase)
        || b.StartsWith(a + ".", StringComparison.OrdinalIgnoreCase);

    private static Ruling Refuse(RulingReason reason, string words, NovaSight nova) =>
        new(RulingKind.Refuse, reason, nova.IsLocked ? words + ", locked" : words);
}
