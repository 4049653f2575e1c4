using System.Globalization;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Logging;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>
/// A child process of the benchmark: the product's own graph (log, outbox, threads, libvirt's client library loaded) over
/// domains in memory, in real time. Prints at the end its resident memory in MiB, and the processor time that a guest takes in
/// a minute, in microseconds.
/// </summary>
internal static class WatchProcess
{
    /// <summary>Guests are found, code is compiled.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(int guests, int seconds)
    {
        NativeHeap.Share();
        var folder = Directory.CreateTempSubdirectory("bench-watch-");
        var file = Path.Combine(folder.FullName, "masakarimonitors.conf");
        await File.WriteAllTextAsync(
            file,
            $"""
            [DEFAULT]
            hostname = bench
            log_file = {folder.FullName}/log
            use_stderr = false
            [api]
            auth_type = none
            endpoint = http://127.0.0.1:9/v1
            [masakari_introspective]
            read_nova = false
            """
        );
        var paths = new List<ConfigPath> { new(file, IsDirectory: false) };
        var sources = ConfigSources.OfProcess("bench", paths, new Dictionary<OptionKey, string>());
        var settings = MonitorSettings.Read(Options.Load(sources));
        LibvirtRuntime.EnsureStarted();
        await using var log = LoggingSetup.Create(LoggingSettings.From(settings.Config), "bench");
        var libvirt = new LibvirtHost(
            new MemoryConnector(SimulatedGuests.Many(guests)),
            settings.Monitor.Lanes,
            TimeProvider.System,
            log.Factory.CreateLogger<LibvirtHost>()
        );
        var session = new OpenStackSession(settings.Api, TimeProvider.System, log.Factory);
        var graph = new MonitorGraph(
            settings,
            session,
            Role.Full,
            folder.FullName,
            TimeProvider.System,
            log.Factory,
            libvirt
        );
        await using (graph)
        {
            graph.Start();
            await Task.Delay(WarmUp);
            var before = ProcessFigures.Cpu(Environment.ProcessId);
            var since = TimeProvider.System.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var used = ProcessFigures.Cpu(Environment.ProcessId) - before;
            var minutes = TimeProvider.System.GetElapsedTime(since).TotalMinutes;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ProcessFigures.ResidentMiB(Environment.ProcessId)} {used.TotalMicroseconds / guests / minutes}"
                )
            );
        }

        folder.Delete(recursive: true);
        return 0;
    }
}
