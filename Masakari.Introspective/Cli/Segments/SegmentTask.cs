using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>What a segment command works with.</summary>
/// <param name="HostName">This host's name in notifications, as the daemon has it.</param>
internal sealed record SegmentTask(
    SegmentsClient Client,
    string HostName,
    SegmentPrinter Printer,
    CancellationToken Stopping
)
{
    /// <exception cref="CommandFailure">None fits, or several do.</exception>
    public async Task<Segment> FindSegmentAsync(string text) =>
        NameMatch.Find("segment", text, await Client.ListAsync(Stopping), s => s.Uuid, s => s.Name);

    /// <exception cref="CommandFailure">None fits, or several do.</exception>
    public async Task<SegmentHost> FindHostAsync(Segment segment, string text) =>
        NameMatch.Find(
            $"host in segment '{segment.Name}'",
            text,
            await Client.ListHostsAsync(segment, Stopping),
            host => host.Uuid,
            host => host.Name
        );
}
