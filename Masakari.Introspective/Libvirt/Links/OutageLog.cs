namespace Masakari.Introspective.Libvirt;

/// <summary>Which failed tries to connect are worth a line: the first, each tenth, and one a minute. Pure.</summary>
internal sealed class OutageLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _last;

    /// <param name="failures">Failures in a row, this one included.</param>
    public bool ShouldLog(int failures, DateTimeOffset now)
    {
        if (failures != 1 && failures % 10 != 0 && now - _last < Interval)
        {
            return false;
        }

        _last = now;
        return true;
    }
}
