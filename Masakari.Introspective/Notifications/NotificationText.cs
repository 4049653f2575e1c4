using System.Globalization;
using System.Text.Json.Nodes;

namespace Masakari.Introspective.Notifications;

/// <summary>A notification as the log shows it, in the shape operators know from the Python monitors.</summary>
internal static class NotificationText
{
    public static string Of(Notification notification) =>
        new JsonObject
        {
            ["notification"] = new JsonObject
            {
                ["type"] = "VM",
                ["hostname"] = notification.HostName,
                ["generated_time"] = notification.GeneratedAt.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.ffffff",
                    CultureInfo.InvariantCulture
                ),
                ["payload"] = new JsonObject
                {
                    ["event"] = notification.Event,
                    ["instance_uuid"] = notification.InstanceUuid.ToString("D"),
                    ["vir_domain_event"] = notification.VirDomainEvent,
                },
            },
        }.ToJsonString();
}
