using System.Text.Json;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>What lines are made of.</summary>
internal static class AppWords
{
    /// <returns>Null for any other word than log, reboot and stop.</returns>
    public static CorrectiveAction? Action(string? word) =>
        word switch
        {
            "log" => CorrectiveAction.Log,
            "reboot" => CorrectiveAction.Reboot,
            "stop" => CorrectiveAction.Stop,
            _ => null,
        };

    public static string Of(CorrectiveAction action) =>
        action switch
        {
            CorrectiveAction.Reboot => "reboot",
            CorrectiveAction.Stop => "stop",
            _ => "log",
        };

    public static byte[] Line(AppFields fields)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(fields, AppJson.Default.AppFields);
        return [.. json, (byte)'\n'];
    }
}
