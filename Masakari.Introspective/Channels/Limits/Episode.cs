namespace Masakari.Introspective.Channels;

/// <summary>Whether to say something that keeps happening: the first time, and again once it had been quiet. Pure.</summary>
/// <param name="quiet">A pause of this length ends an episode.</param>
internal sealed class Episode(TimeSpan quiet)
{
    private TimeSpan? _last;

    /// <summary>Whether this occurrence is the first of an episode.</summary>
    /// <param name="now">Monotonic.</param>
    public bool Begins(TimeSpan now)
    {
        var begins = _last is not { } last || now - last >= quiet;
        _last = now;
        return begins;
    }
}
