namespace Masakari.Introspective.Libvirt;

/// <summary>Splits the host's bounded agent calls among the lanes.</summary>
internal sealed record LanePlan(int Routine, int Suspect, int Reported)
{
    public static LanePlan For(int calls) =>
        new(calls / 2, calls - calls / 2 - Math.Max(1, calls / 8), Math.Max(1, calls / 8));

    public int CallsOf(AgentLane lane) =>
        lane switch
        {
            AgentLane.Routine => Routine,
            AgentLane.Suspect => Suspect,
            _ => Reported,
        };
}
