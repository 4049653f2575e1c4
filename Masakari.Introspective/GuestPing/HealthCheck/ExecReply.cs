using System.Text;
using System.Text.Json;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>What the QEMU guest agent answers to guest-exec and guest-exec-status; a hostile guest may answer anything.</summary>
/// <param name="Pid">The program's process, where it was started.</param>
/// <param name="HasExited">Whether it has ended.</param>
/// <param name="ExitCode">Its exit code; null where a signal ended it.</param>
/// <param name="FirstLine">The first line of its output, or else of its error output; cleaned and bounded.</param>
internal sealed record ExecReply(long? Pid, bool HasExited, int? ExitCode, string FirstLine)
{
    /// <summary>Longest base64 text of which the first line is taken.</summary>
    private const int MaxOutput = 4096;

    public bool IsWell => HasExited && ExitCode is 0;

    /// <summary>Null where the reply is none that an agent gives.</summary>
    public static ExecReply? Read(string reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply, new JsonDocumentOptions { MaxDepth = 4 });
            return
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("return", out var value)
                && value.ValueKind is JsonValueKind.Object
                ? Read(value)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ExecReply Read(JsonElement value) =>
        new(
            value.TryGetProperty("pid", out var pid) && pid.TryGetNumber(out var number) ? number : null,
            value.TryGetProperty("exited", out var exited) && exited.ValueKind is JsonValueKind.True,
            value.TryGetProperty("exitcode", out var code) && code.TryGetNumber(out var exit) ? (int)exit : null,
            LineOf(value, "out-data") is { Length: > 0 } line ? line : LineOf(value, "err-data")
        );

    private static string LineOf(JsonElement value, string name) =>
        value.TryGetProperty(name, out var data) && data.ValueKind is JsonValueKind.String
            ? LineOf(data.GetString()!)
            : "";

    private static string LineOf(string base64)
    {
        var text = base64.Length <= MaxOutput ? base64 : base64[..MaxOutput];
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return "";
        }

        var line = Encoding.UTF8.GetString(bytes, 0, length).TrimStart().Split('\n', 2)[0];
        return WireText.Clean(line, WireText.LogMessage).Trim();
    }
}
