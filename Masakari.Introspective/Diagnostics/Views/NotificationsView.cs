namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What waits to be delivered, and the latest that were.</summary>
/// <param name="Waiting">Oldest first.</param>
/// <param name="Delivered">Newest first.</param>
internal sealed record NotificationsView(
    IReadOnlyList<WaitingReportView> Waiting,
    IReadOnlyList<DeliveredReportView> Delivered
);
