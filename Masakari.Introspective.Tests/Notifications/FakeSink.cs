using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Tests.Notifications;

/// <summary>Answers as a test says, and keeps what it was sent.</summary>
internal sealed class FakeSink : INotificationSink
{
    private readonly Lock _lock = new();
    private readonly List<Notification> _sent = [];

    public string Name => "masakari";

    public Func<Notification, CancellationToken, Task<DeliveryResult>> Answer { get; set; } =
        (_, _) => Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, "HTTP 202"));

    public IReadOnlyList<Notification> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    public void Answers(DeliveryOutcome outcome, DateTimeOffset? notBefore = null) =>
        Answer = (_, _) => Task.FromResult(new DeliveryResult(outcome, outcome.ToString()) { NotBefore = notBefore });

    public Task<DeliveryResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sent.Add(notification);
        }

        return Answer(notification, cancellationToken);
    }
}
