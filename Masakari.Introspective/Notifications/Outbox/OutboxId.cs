using System.Globalization;

namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>Makes ids that sort in the order they were made: time in microseconds, then a sequence number.</summary>
internal sealed class OutboxId
{
    private const int TimeDigits = 17;
    private long _time;
    private int _sequence;

    /// <summary>Later than every id before it, whatever the wall clock does.</summary>
    public string Next(DateTimeOffset now)
    {
        var time = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        if (time > _time)
        {
            (_time, _sequence) = (time, 0);
        }
        else
        {
            _sequence++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{_time:D17}-{_sequence:D6}");
    }

    /// <summary>Continues after an id of an earlier run; false when it is none.</summary>
    public bool TryContinueAfter(string id)
    {
        if (
            id.Length != TimeDigits + 7
            || id[TimeDigits] != '-'
            || !long.TryParse(id.AsSpan(0, TimeDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || !int.TryParse(
                id.AsSpan(TimeDigits + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var sequence
            )
        )
        {
            return false;
        }

        if (time > _time || (time == _time && sequence > _sequence))
        {
            (_time, _sequence) = (time, sequence);
        }

        return true;
    }
}
