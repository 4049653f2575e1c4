using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Every failover segment and its hosts.</summary>
internal sealed record Register(IReadOnlyList<Segment> Segments, IReadOnlyList<SegmentHost> Hosts)
{
    /// <exception cref="OpenStackException">No answer, a refusal, or not a list.</exception>
    public static async Task<Register> ReadAsync(OpenStackSession session, CancellationToken cancellationToken)
    {
        var client = new SegmentsClient(session);
        var segments = await client.ListAsync(cancellationToken);
        var hosts = new List<SegmentHost>();
        foreach (var segment in segments)
        {
            // masakari-api has no list of all hosts.
            hosts.AddRange(await client.ListHostsAsync(segment, cancellationToken));
        }

        return new Register(segments, hosts);
    }
}
