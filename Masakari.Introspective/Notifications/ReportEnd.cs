namespace Masakari.Introspective.Notifications;

/// <summary>How a report left the outbox.</summary>
internal sealed record ReportEnd
{
    private ReportEnd(ReportEndKind kind, string why)
    {
        Kind = kind;
        Why = why;
    }

    public ReportEndKind Kind { get; }

    /// <summary>In words: the service's answer, or what became of the fault.</summary>
    public string Why { get; }

    /// <summary>The service's answer; null where it was withdrawn.</summary>
    public DeliveryResult? Answer { get; private init; }

    /// <summary>The code of the rule that forbade it; null where its fault went away, or it was not withdrawn.</summary>
    public string? Rule { get; private init; }

    public static ReportEnd Delivered(DeliveryResult answer) =>
        new(ReportEndKind.Delivered, answer.Detail) { Answer = answer };

    public static ReportEnd Withdrawn(FaultReading last) => new(ReportEndKind.Withdrawn, last.Why) { Rule = last.Rule };

    public static ReportEnd SetAside(DeliveryResult answer) =>
        new(ReportEndKind.SetAside, answer.Detail) { Answer = answer };
}
