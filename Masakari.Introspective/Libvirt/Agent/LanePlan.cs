namespace Masakari.Introspective.Libvirt;

/// <summary>How many agent calls each lane may have in flight. Pure.</summary>
/// <remarks>
/// Each call has a connection of its own. Calls that share one wait for each other now and then: in libvirt 9.0's client a
/// request may lie unsent until another thread's call on the same connection returns, which took a third guest's hang beyond
/// 20 s where two were silent already.
/// </remarks>
/// <param name="Routine">Half of the calls.</param>
/// <param name="Suspect">The rest.</param>
/// <param name="Reported">One of eight, at least one.</param>
internal sealed record LanePlan(int Routine, int Suspect, int Reported)
{
    /// <param name="total">Agent calls in flight for the whole host, 3..64.</param>
    public static LanePlan For(int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, LibvirtOptions.MinAgentCalls);
        var routine = total / 2;
        var reported = Math.Max(1, total / 8);
        return new LanePlan(routine, total - routine - reported, reported);
    }

    /// <summary>The share of one lane.</summary>
    public int CallsOf(AgentLane lane) =>
        lane switch
        {
            AgentLane.Routine => Routine,
            AgentLane.Suspect => Suspect,
            _ => Reported,
        };
}
