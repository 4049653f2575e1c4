using Masakari.Introspective.Monitoring.Holds;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>A person's hold.</summary>
/// <param name="Instance">The instance; null for the host.</param>
internal sealed record HoldView(Guid? Instance, string Reason, string Who, DateTimeOffset Created, DateTimeOffset Until)
{
    public static HoldView? Of(PersonHold? hold) =>
        hold is null ? null : new HoldView(hold.Instance, hold.Reason, hold.Who, hold.Created, hold.Until);
}
