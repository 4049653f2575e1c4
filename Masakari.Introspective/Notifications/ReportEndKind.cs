namespace Masakari.Introspective.Notifications;

/// <summary>The ways in which a report leaves the outbox.</summary>
internal enum ReportEndKind
{
    /// <summary>The service has it.</summary>
    Delivered,

    /// <summary>Its fault went away before anybody was told.</summary>
    Withdrawn,

    /// <summary>The service will never take it: kept on disk for people to look at.</summary>
    SetAside,
}
