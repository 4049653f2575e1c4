using System.Globalization;
using Masakari.Introspective.Benchmarks;
using Masakari.Introspective.Benchmarks.RealGuests;
using Masakari.Introspective.Benchmarks.Simulation;

// The first word chooses: nothing or --quick for everything; two more are this program's own child processes.
return args switch
{
    ["client-loop", var uri, var seconds, .. var domains] => ClientLoop.Run(
        uri,
        int.Parse(seconds, CultureInfo.InvariantCulture),
        domains
    ),
    ["watch", var guests, var seconds] => await WatchProcess.RunAsync(
        int.Parse(guests, CultureInfo.InvariantCulture),
        int.Parse(seconds, CultureInfo.InvariantCulture)
    ),
    _ => await Bench.RunAsync(BenchSettings.From(args)),
};
