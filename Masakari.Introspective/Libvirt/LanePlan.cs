namespace Masakari.Introspective.Libvirt;

/// <summary>Splits the host's bounded agent calls among the lanes.</summary>
internal sealed record LanePlan(int Routine, int Suspect, int Reported)
{
    public int CallsOf(AgentLane lane) => lane switch { AgentLane.Routine => Routine, AgentLane.Suspect => Suspect, _ => Reported };
}
