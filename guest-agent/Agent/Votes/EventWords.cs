using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Votes;

/// <summary>Events and kinds of notification in the words of the protocol, for scripts and applications.</summary>
internal static class EventWords
{
    public static string Of(GuestEvent guestEvent) =>
        guestEvent switch
        {
            GuestEvent.Stop => "stop",
            GuestEvent.Reboot => "reboot",
            GuestEvent.Suspend => "suspend",
            GuestEvent.Pause => "pause",
            GuestEvent.Unpause => "unpause",
            GuestEvent.Resume => "resume",
            GuestEvent.ResizeBegin => "resize_begin",
            GuestEvent.ResizeEnd => "resize_end",
            GuestEvent.LiveMigrateBegin => "live_migrate_begin",
            GuestEvent.LiveMigrateEnd => "live_migrate_end",
            GuestEvent.ColdMigrateBegin => "cold_migrate_begin",
            GuestEvent.ColdMigrateEnd => "cold_migrate_end",
            _ => "unknown",
        };

    public static string Of(NotificationType type) =>
        type switch
        {
            NotificationType.Revocable => "revocable",
            NotificationType.Irrevocable => "irrevocable",
            _ => "unknown",
        };
}
