using Masakari.Introspective.Channels;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A guest's agent at the other end of a channel; answers challenges while <see cref="Answers"/> is set.</summary>
internal sealed class FakeGuest(Guid instance, string port, IGroupListener listener) : IGuestLink
{
    public Guid Instance { get; } = instance;

    public string Port { get; } = port;

    public List<HeartbeatMessage> Got { get; } = [];

    public bool IsServed { get; set; } = true;

    public bool Answers { get; set; } = true;

    public Health Health { get; set; }

    public CorrectiveAction Wish { get; set; } = CorrectiveAction.Reboot;

    public string Text { get; set; } = "";

    public bool TrySend(ReadOnlyMemory<byte> json)
    {
        var message = HeartbeatReader.Read(json.Span).Message!;
        Got.Add(message);
        if (message is Challenge challenge && Answers)
        {
            Say(new ChallengeResponse(1, challenge.Value, Health, Wish, Text));
        }

        return true;
    }

    public void Say(HeartbeatMessage message) => listener.Received(this, HeartbeatWriter.Write(message));

    public void Say(string json) => listener.Received(this, System.Text.Encoding.UTF8.GetBytes(json));

    public void Register(
        int intervalMs = 1000,
        CorrectiveAction wish = CorrectiveAction.Reboot,
        int restartSecs = 120
    ) => Say(new Init(1, 7, "guest", intervalMs, 8, 8, 8, 8, restartSecs, wish));

    public void Close() => listener.Closed(this, "the test closed it");
}
