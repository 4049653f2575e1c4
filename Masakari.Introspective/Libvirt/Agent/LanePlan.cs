namespace Masakari.Introspective.Libvirt;

/// <summary>How many agent calls each lane may have in flight, and on how many connections of its own. Pure.</summary>
/// <remarks>
/// libvirtd serves at most 5 requests of a connection at once by default (max_client_requests): with 4 agent calls one
/// is always left. Routine calls never share a connection with calls to guests that are known to be silent.
/// </remarks>
/// <param name="Routine">Half of the calls.</param>
/// <param name="Suspect">The rest.</param>
/// <param name="Reported">One of eight, at least one.</param>
internal sealed record LanePlan(int Routine, int Suspect, int Reported)
{
    public const int CallsPerConnection = 4;

    public int RoutineConnections => Connections(Routine);

    public int TroubleConnections => Connections(Suspect + Reported);

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

    private static int Connections(int calls) => (calls + CallsPerConnection - 1) / CallsPerConnection;
}
