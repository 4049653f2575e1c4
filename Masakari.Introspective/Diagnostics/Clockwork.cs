using System.Runtime.InteropServices;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Diagnostics;

/// <summary>Turns the watch's monotonic times into what people read.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Clockwork(TimeProvider time)
{
    private readonly DateTimeOffset _wall = time.GetUtcNow();
    private readonly TimeSpan _now = time.Monotonic();

    public DateTimeOffset Now => _wall;

    public TimeSpan Monotonic => _now;

    public DateTimeOffset At(TimeSpan monotonic) => _wall - (_now - monotonic);

    public DateTimeOffset? At(TimeSpan? monotonic) => monotonic is { } at ? At(at) : null;
}
