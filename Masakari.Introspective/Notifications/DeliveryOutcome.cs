namespace Masakari.Introspective.Notifications;

/// <summary>The meaning of a sink's answer.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Stored: done.</summary>
    Delivered,

    /// <summary>An identical, earlier report stands in the way until the duplicate window ends: then report anew.</summary>
    Duplicate,

    /// <summary>The host is in maintenance: wait and check again.</summary>
    HostInMaintenance,

    /// <summary>The host is in no failover segment: say so once, check again slowly.</summary>
    HostNotRegistered,

    /// <summary>The service refuses the message itself: a defect of ours, kept for inspection.</summary>
    Malformed,

    /// <summary>The service refuses us (401 after renewal, 403): retry slowly.</summary>
    NotAllowed,

    /// <summary>Timeout, connection, catalog, 5xx: retry with back-off.</summary>
    Unavailable,
}
