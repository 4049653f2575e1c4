namespace Masakari.Introspective.Notifications;

/// <summary>How a report left the outbox.</summary>
internal sealed record ReportEnd
{
    private ReportEnd(ReportEndKind kind, string why, DeliveryResult? answer)
    {
        Kind = kind;
        Why = why;
        Answer = answer;
    }

    public ReportEndKind Kind { get; }

    /// <summary>In words: the service's answer, or what became of the fault.</summary>
    public string Why { get; }

    /// <summary>The service's answer; null where it was withdrawn.</summary>
    public DeliveryResult? Answer { get; }

    public static ReportEnd Delivered(DeliveryResult answer) => new(ReportEndKind.Delivered, answer.Detail, answer);

    public static ReportEnd Withdrawn(string why) => new(ReportEndKind.Withdrawn, why, null);

    public static ReportEnd SetAside(DeliveryResult answer) => new(ReportEndKind.SetAside, answer.Detail, answer);
}
