using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>One thing that happens.</summary>
/// <param name="At">When, from the start of the monitor.</param>
/// <param name="Guest">To which guest; null where it is about the host.</param>
/// <param name="Action">What.</param>
internal sealed record ScenarioStep(TimeSpan At, string? Guest, ScenarioAction Action)
{
    /// <summary>It ends an earlier step, and comes to nothing where the guest does not run any more.</summary>
    public bool IsEnd { get; init; }

    /// <summary>The event of <see cref="ScenarioAction.Event"/>.</summary>
    public (DomainEventId Id, int Type, int Detail) Event { get; init; }

    /// <summary>How long it lasts, where the action needs to know.</summary>
    public TimeSpan For { get; init; }

    /// <summary>What changes in the record of <see cref="ScenarioAction.NovaRecord"/>.</summary>
    public NovaChange? Nova { get; init; }
}
