using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>One client of the application socket.</summary>
/// <param name="Number">Never used twice, unlike the handle.</param>
internal sealed record AppConnection(int Number, int Handle) : IDisposable
{
    /// <summary>Cuts lines; a line feed is all that it knows of JSON.</summary>
    public FrameReader Lines { get; } = new(AppDesk.LineLimit);

    /// <summary>Whether it is ended at the turn's end.</summary>
    public bool IsOver { get; set; }

    /// <summary>A client that does not read is ended: half a line may have gone.</summary>
    public void Send(byte[] line) => IsOver |= !Platform.Handle.Write(Handle, line);

    public void Dispose() => _ = Libc.Close(Handle);
}
