namespace Masakari.Introspective.Detection.Operations;

/// <summary>What Nova's task_state means for a guest.</summary>
/// <remarks>nova/compute/task_states.py.</remarks>
internal static class NovaTask
{
    /// <summary>The operation; null where Nova is at nothing.</summary>
    public static Operation? KindOf(string? taskState) =>
        taskState switch
        {
            null or "" => null,
            "powering-off" or "deleting" or "soft-deleting" => Operation.PowerOff,
            "migrating" => Operation.Migration,
            "pausing" or "unpausing" => Operation.Pause,
            "suspending" or "resuming" or "unshelving" => Operation.Save,
            _ when Begins(taskState, "reboot") => Operation.Reboot,
            _ when Begins(taskState, "resize_") => Operation.Migration,
            _ when Begins(taskState, "shelving") => Operation.Save,
            _ when Begins(taskState, "image_") => Operation.Snapshot,
            _ => Operation.Task,
        };

    /// <summary>At its end the domain is off: where its owner wants it, however QEMU ended.</summary>
    public static bool EndsOff(string? taskState) =>
        taskState is "powering-off" or "deleting" or "soft-deleting" or "suspending"
        || (taskState is not null && Begins(taskState, "shelving"));

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.Ordinal);
}
