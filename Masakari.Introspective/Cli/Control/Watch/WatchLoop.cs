using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>Asks the daemon again and again, and draws; keys and a new size of the terminal count at once.</summary>
internal sealed class WatchLoop(ControlClient client, double interval, TimeProvider time)
{
    /// <summary>How soon a key counts.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private WatchData _data = new(null, [], null);

    /// <summary>The first question, before the screen is taken.</summary>
    /// <exception cref="CommandFailure">The daemon cannot be asked.</exception>
    public async Task BeginAsync(CancellationToken stopping) => _data = await AskAsync(stopping);

    /// <summary>Until q or Ctrl-C is typed, or a signal comes.</summary>
    public async Task RunAsync(WatchTerminal terminal, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, terminal.Ended);
        try
        {
            await DrawAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // A signal: as if q were typed.
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task DrawAsync(CancellationToken ended)
    {
        Task<WatchData>? asking = null;
        var askedAt = time.GetTimestamp();
        (int, int) drawn = default;
        while (!WatchTerminal.IsQuit())
        {
            if (asking is null && time.GetElapsedTime(askedAt).TotalSeconds >= interval)
            {
                (asking, askedAt) = (AskAgainAsync(ended), time.GetTimestamp());
            }

            var isNews = asking is { IsCompleted: true };
            if (isNews)
            {
                (_data, asking) = (await asking!, null);
            }

            if (isNews || drawn != WatchTerminal.Size)
            {
                drawn = WatchTerminal.Size;
                WatchTerminal.Draw(WatchFrame.Draw(_data, interval, drawn.Item2));
            }

            await Task.Delay(Glance, time, ended);
        }
    }

    /// <summary>A daemon that is restarted meanwhile comes back: what was last known stays on the screen.</summary>
    private async Task<WatchData> AskAgainAsync(CancellationToken stopping)
    {
        try
        {
            return await AskAsync(stopping);
        }
        catch (CommandFailure refused)
        {
            return _data with { Problem = refused.Message };
        }
    }

    private async Task<WatchData> AskAsync(CancellationToken stopping) =>
        new(
            await client.GetAsync<StatusView>("/v1/status", stopping),
            await client.GetAsync<List<InstanceView>>("/v1/instances", stopping),
            null
        );
}
