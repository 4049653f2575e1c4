namespace Masakari.Introspective.Monitoring.BlackBox;

/// <summary>Counts a repeat of the same event of the same instance within 2 s once: libvirt sends REBOOT three times.</summary>
internal sealed class RepeatFilter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(Guid Instance, ReportedEvent Event), TimeSpan> _last = [];

    /// <summary>Whether the event is a new one; remembers it if so.</summary>
    public bool IsNew(Guid instance, ReportedEvent seen, TimeSpan now)
    {
        if (_last.TryGetValue((instance, seen), out var before) && now - before < Window)
        {
            return false;
        }

        _last[(instance, seen)] = now;
        return true;
    }

    /// <summary>Forgets an instance that is gone from this host.</summary>
    public void Forget(Guid instance)
    {
        foreach (var key in _last.Keys.Where(key => key.Instance == instance).ToList())
        {
            _last.Remove(key);
        }
    }
}
