using System.Text;
using Masakari.Introspective.Channels;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>Keeps what one group's listener was told, by instance and in order.</summary>
internal sealed class RecordingListener : IGroupListener
{
    private readonly Lock _lock = new();
    private readonly List<(Guid Instance, string What)> _events = [];
    private readonly List<IGuestLink> _links = [];

    public bool Throws { get; set; }

    /// <summary>Tells and asks about the instance's latest link.</summary>
    public IGuestLink Link(Guid instance)
    {
        lock (_lock)
        {
            return _links.Last(link => link.Instance == instance);
        }
    }

    public IReadOnlyList<string> Events(Guid instance)
    {
        lock (_lock)
        {
            return [.. _events.Where(e => e.Instance == instance).Select(e => e.What)];
        }
    }

    public IReadOnlyList<string> Messages(Guid instance) =>
        [.. Events(instance).Where(what => what.StartsWith("> ", StringComparison.Ordinal)).Select(what => what[2..])];

    public int Count(Guid instance, string what) => Events(instance).Count(w => w == what);

    public int CountAll(string what)
    {
        lock (_lock)
        {
            return _events.Count(e => e.What == what);
        }
    }

    public void Opened(IGuestLink link)
    {
        lock (_lock)
        {
            _links.Add(link);
        }

        Add(link, "opened");
    }

    public void Received(IGuestLink link, ReadOnlyMemory<byte> message)
    {
        Add(link, "> " + Encoding.UTF8.GetString(message.Span));
        if (Throws)
        {
            throw new InvalidOperationException("a listener's mistake");
        }
    }

    public void Closed(IGuestLink link, string why) => Add(link, "closed");

    private void Add(IGuestLink link, string what)
    {
        lock (_lock)
        {
            _events.Add((link.Instance, what));
        }
    }
}
