using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>What is known of planned operations on one instance; touched only from the <see cref="Mailbox"/>.</summary>
internal sealed class InstanceOperations
{
    public PlannedOperations Planned { get; } = new();

    /// <summary>The operation that was last told of.</summary>
    public OngoingOperation? Noted { get; set; }

    /// <summary>Why Nova's record speaks against any report, as long as it counts.</summary>
    public Ruling? Refusal { get; set; }

    /// <summary>When <see cref="Refusal"/> was last confirmed.</summary>
    public TimeSpan RefusedAt { get; set; }

    /// <summary>When its job was last asked for.</summary>
    public TimeSpan JobAskedAt { get; set; } = TimeSpan.MinValue / 2;

    /// <summary>The last question for its job; ended when its answer has been posted.</summary>
    public Task JobAsked { get; set; } = Task.CompletedTask;

    /// <summary>Nova's record as read for the notification that is about to leave; null where it could not be read.</summary>
    public NovaSight? Nova { get; set; }
}
