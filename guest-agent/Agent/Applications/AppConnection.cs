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
    public bool IsOver { get; private set; }

    /// <summary>Why the agent ends it; null where the client has.</summary>
    public string? Fault { get; private set; }

    /// <param name="fault">The client's; null for none.</param>
    public void End(string? fault)
    {
        Fault ??= IsOver ? null : fault;
        IsOver = true;
    }

    /// <summary>A client that does not read is ended: half a line may have gone.</summary>
    public void Send(byte[] line)
    {
        if (!Platform.Handle.Write(Handle, line))
        {
            End("it does not read what it is sent");
        }
    }

    public void Dispose() => _ = Libc.Close(Handle);
}
