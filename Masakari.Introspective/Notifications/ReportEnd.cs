namespace Masakari.Introspective.Notifications;

/// <summary>How a report left the outbox.</summary>
/// <param name="Why">What speaks for it, in words: the service's answer, or what became of the fault.</param>
internal sealed record ReportEnd(ReportEndKind Kind, string Why)
{
    /// <summary>The service's answer; null where it was not asked.</summary>
    public DeliveryResult? Answer { get; private init; }

    public static ReportEnd Delivered(DeliveryResult answer) =>
        new(ReportEndKind.Delivered, answer.Detail) { Answer = answer };

    public static ReportEnd Withdrawn(string why) => new(ReportEndKind.Withdrawn, why);

    public static ReportEnd SetAside(DeliveryResult answer) =>
        new(ReportEndKind.SetAside, answer.Detail) { Answer = answer };
}
