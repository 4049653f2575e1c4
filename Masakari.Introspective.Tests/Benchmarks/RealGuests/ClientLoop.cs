using System.Diagnostics;
using System.Globalization;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt.Native;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>
/// A child process of the benchmark: what libvirt's client library costs alone. Asks each guest once a second, evenly
/// spread, on as many connections and threads as the monitor's routine lane has, and does nothing with the answers.
/// </summary>
internal static class ClientLoop
{
    private const int Threads = 4;

    /// <summary>Prints the processor time per call in microseconds.</summary>
    public static int Run(string uri, int seconds, IReadOnlyList<string> domains)
    {
        var connector = new NativeConnector(uri, TimeProvider.System);
        connector.Prepare();
        var guests = domains.Select(Guid.Parse).ToList();
        var calls = 0;
        using var never = new ManualResetEventSlim();
        using var begun = new CountdownEvent(Threads);
        using var measured = new ManualResetEventSlim();
        var until = TimeSpan.MaxValue;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable
            .Range(0, Threads)
            .Select(index => new Thread(() =>
            {
                using var link = connector.Open(readOnly: false);
                var own = guests.Where((_, i) => i % Threads == index).ToList();
                own.ForEach(guest => link.AgentCommand(guest, Pinger.Command, TimeSpan.FromSeconds(2), null));
                begun.Signal();
                measured.Wait();
                for (var round = 0; clock.Elapsed < until; round++)
                {
                    for (var i = 0; i < own.Count; i++)
                    {
                        var due = TimeSpan.FromSeconds(round + (i + index / (double)Threads) / own.Count);
                        var wait = due - clock.Elapsed;
                        if (wait > TimeSpan.Zero)
                        {
                            never.Wait(wait);
                        }

                        link.AgentCommand(own[i], Pinger.Command, TimeSpan.FromSeconds(2), null);
                        Interlocked.Increment(ref calls);
                    }
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        begun.Wait();
        var pid = Environment.ProcessId;
        var before = ProcessFigures.Cpu(pid);
        clock.Restart();
        until = TimeSpan.FromSeconds(seconds);
        measured.Set();
        // Threads that have ended are no longer counted: read before they do.
        never.Wait(TimeSpan.FromSeconds(seconds - 0.1));
        var cost = (ProcessFigures.Cpu(pid) - before).TotalMicroseconds / Volatile.Read(ref calls);
        Console.WriteLine(cost.ToString("0.0", CultureInfo.InvariantCulture));
        threads.ForEach(thread => thread.Join());
        return 0;
    }
}
