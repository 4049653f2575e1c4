using System.Globalization;
using System.Text.Json;

namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>Commands of the QEMU guest agent that run a program (qga/qapi-schema.json).</summary>
internal static class ExecCommand
{
    public static string Start(string path) =>
        $$$"""{"execute":"guest-exec","arguments":{"path":"{{{JsonEncodedText.Encode(path)}}}","capture-output":true}}""";

    public static string Status(long pid) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"execute":"guest-exec-status","arguments":{"pid":{{{pid}}}}}"""
        );
}
