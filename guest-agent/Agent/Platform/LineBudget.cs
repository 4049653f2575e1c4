namespace Masakari.Introspective.Agent.Platform;

/// <summary>Says how often a message that may repeat for ever is written: a few times at once, then now and then.</summary>
/// <param name="burst">So many at once.</param>
/// <param name="everyMs">Then one in so many ms.</param>
internal sealed class LineBudget(int burst = 6, long everyMs = 60_000)
{
    private long _left = burst;
    private long _filledAt;

    /// <summary>Messages that were left out since the last that was not.</summary>
    public int LeftOut { get; private set; }

    /// <returns>Whether the message is to be written.</returns>
    public bool Take(long now)
    {
        var fresh = (now - _filledAt) / everyMs;
        _left = Math.Min(_left + fresh, burst);
        _filledAt += fresh * everyMs;
        if (_left == 0)
        {
            LeftOut++;
            return false;
        }

        _left--;
        return true;
    }

    /// <returns>For the end of a line: how many were left out before it; empty for none.</returns>
    public string Tail()
    {
        var text = LeftOut > 0 ? $" ({LeftOut} such before it were not written)" : "";
        LeftOut = 0;
        return text;
    }
}
