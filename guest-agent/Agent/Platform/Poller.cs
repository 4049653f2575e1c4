namespace Masakari.Introspective.Agent.Platform;

/// <summary>The handles that one turn of the loop waits for.</summary>
internal sealed class Poller
{
    public const short In = 0x1;
    public const short HangUp = 0x10;

    private PollEntry[] _entries = new PollEntry[16];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Waits for input on <paramref name="handle"/> too.</summary>
    public void Add(int handle)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = new PollEntry { Handle = handle, Events = In };
    }

    /// <summary>Whether the handle had input, or ended, in the last wait.</summary>
    public bool IsReady(int handle)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Handle == handle)
            {
                return _entries[i].Result != 0;
            }
        }

        return false;
    }

    /// <summary>Waits until one is ready.</summary>
    /// <param name="timeoutMs">At most so long, in ms; negative is for ever.</param>
    public unsafe void Wait(long timeoutMs)
    {
        var timeout = (int)Math.Clamp(timeoutMs, -1, int.MaxValue);
        fixed (PollEntry* entries = _entries)
        {
            if (Libc.Poll(entries, (nuint)_count, timeout) < 0)
            {
                // Interrupted: whoever waits looks at the time again.
                for (var i = 0; i < _count; i++)
                {
                    _entries[i].Result = 0;
                }
            }
        }
    }

    /// <summary>What the handle says of itself now, without waiting.</summary>
    public static unsafe short Look(int handle)
    {
        var entry = new PollEntry { Handle = handle, Events = In };
        return Libc.Poll(&entry, 1, 0) > 0 ? entry.Result : (short)0;
    }
}
