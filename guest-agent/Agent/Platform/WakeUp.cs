namespace Masakari.Introspective.Agent.Platform;

/// <summary>Wakes the loop from another thread.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly int _read;
    private readonly int _write;

    public WakeUp()
    {
        var handles = stackalloc int[2];
        if (Libc.Pipe(handles, Libc.NonBlocking | Libc.CloseOnExec) != 0)
        {
            throw new IOException($"no pipe: {Libc.Explain(Libc.Error)}");
        }

        (_read, _write) = (handles[0], handles[1]);
    }

    /// <summary>Ready once <see cref="Wake"/> was called.</summary>
    public int Reader => _read;

    public void Wake() => _ = Handle.Write(_write, "!"u8);

    public void Dispose()
    {
        _ = Libc.Close(_read);
        _ = Libc.Close(_write);
    }
}
