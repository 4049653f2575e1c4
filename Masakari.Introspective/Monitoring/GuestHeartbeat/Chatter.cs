namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>How much of what one guest does is worth a line in the log: bursts of ten, then one every six seconds.</summary>
internal sealed class Chatter
{
    private const double Burst = 10;
    private const double PerSecond = 1.0 / 6;

    private double _left = Burst;
    private TimeSpan _at;

    public bool Allows(TimeSpan now)
    {
        _left = Math.Min(Burst, _left + ((now - _at).TotalSeconds * PerSecond));
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
