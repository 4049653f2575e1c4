using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A change of an instance's record in Nova; what is not said stays.</summary>
/// <param name="VmState">Nova's vm_state.</param>
/// <param name="TaskState">Nova's task_state, with <paramref name="HasTaskState"/>; null for none.</param>
/// <param name="HasTaskState">Whether the task state changes.</param>
/// <param name="Host">The compute host.</param>
/// <param name="Locked">Whether its owner locked it.</param>
/// <param name="Metadata">The metadata, all of it.</param>
/// <param name="ExtraSpecs">The flavor's extra specs, all of them.</param>
internal sealed record NovaChange(
    string? VmState,
    string? TaskState,
    bool HasTaskState,
    string? Host,
    bool? Locked,
    IReadOnlyDictionary<string, string>? Metadata,
    IReadOnlyDictionary<string, string>? ExtraSpecs
)
{
    public NovaServer Apply(NovaServer server) =>
        server with
        {
            VmState = VmState ?? server.VmState,
            TaskState = HasTaskState ? TaskState : server.TaskState,
            Host = Host ?? server.Host,
            Locked = Locked ?? server.Locked,
            Metadata = Metadata ?? server.Metadata,
            ExtraSpecs = ExtraSpecs ?? server.ExtraSpecs,
        };
}
