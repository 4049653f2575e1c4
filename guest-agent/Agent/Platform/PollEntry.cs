using System.Runtime.InteropServices;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>C's struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Handle;
    public short Events;
    public short Result;
}
