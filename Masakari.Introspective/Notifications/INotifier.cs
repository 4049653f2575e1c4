namespace Masakari.Introspective.Notifications;

/// <summary>Takes what Monitoring decided and sees that it reaches every sink. Never blocks on a network.</summary>
internal interface INotifier
{
    /// <summary>
    /// A fault the recovery service acts on: written to the outbox (fsync) before this returns (a disk that stalls is
    /// waited for by the delivery alone), then delivered in order per instance until it is stored or no longer true.
    /// </summary>
    void Report(Notification notification);

    /// <summary>Information for the service's record: tried as upstream does, then dropped with a log line.</summary>
    void Inform(Notification notification);

    /// <summary>What waits in the outbox, oldest first; read at start to know what is already reported.</summary>
    IReadOnlyList<Notification> Pending { get; }
}
