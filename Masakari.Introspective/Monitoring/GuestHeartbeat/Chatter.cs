namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>How much of what one guest does is worth a line in the log: bursts of ten, then one every six seconds.</summary>
/// <param name="burst">Lines at once.</param>
/// <param name="perSecond">Lines a second in the long run.</param>
internal sealed class Chatter(double burst = 10, double perSecond = 1.0 / 6)
{
    private readonly double _burst = burst;
    private double _left = burst;
    private TimeSpan _at;

    public bool Allows(TimeSpan now)
    {
        _left = Math.Min(_burst, _left + ((now - _at).TotalSeconds * perSecond));
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
