namespace Masakari.Introspective.Channels;

/// <summary>How much of something may happen: so much a second, and so much at once. Pure; its callers take turns.</summary>
/// <remarks>
/// What was received cannot be refused any more, so taking always succeeds and may leave a debt; asking comes before
/// the next receipt.
/// </remarks>
internal sealed class TokenBucket
{
    // Sums of floating-point shares come out a little short.
    private const double Rounding = 1e-6;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly double _rate;
    private readonly double _burst;
    private double _level;
    private TimeSpan _at = TimeSpan.MinValue;

    /// <param name="rate">Tokens a second, more than 0.</param>
    /// <param name="burst">Most tokens, at least 1; the bucket begins full.</param>
    public TokenBucket(double rate, double burst) => (_rate, _burst, _level) = (rate, burst, burst);

    /// <param name="now">Monotonic; a reading before an earlier one counts as the earlier.</param>
    public void Take(double amount, TimeSpan now)
    {
        Fill(now);
        _level -= amount;
    }

    /// <summary>How long until so many tokens are there: zero when they are, else at least 1 ms, in whole ms.</summary>
    /// <param name="amount">More than the burst means the burst.</param>
    public TimeSpan WaitFor(double amount, TimeSpan now)
    {
        Fill(now);
        var missing = Math.Min(amount, _burst) - _level;
        if (missing <= Rounding)
        {
            return TimeSpan.Zero;
        }

        // Rounded up, so that the tokens are there when the wait is over.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling((missing / _rate * 1000) - Rounding));
        return wait < Shortest ? Shortest : wait;
    }

    private void Fill(TimeSpan now)
    {
        if (_at == TimeSpan.MinValue)
        {
            _at = now;
        }
        else if (now > _at)
        {
            _level = Math.Min(_burst, _level + ((now - _at).TotalSeconds * _rate));
            _at = now;
        }
    }
}
