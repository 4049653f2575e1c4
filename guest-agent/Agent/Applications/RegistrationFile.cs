using System.Text.Json;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>
/// Keeps who is registered beside the application socket, so that a new agent, after a crash or an upgrade, knows whom to
/// miss. In /run it does not outlive the guest's boot.
/// </summary>
internal sealed class RegistrationFile(string path, AgentLog log)
{
    /// <summary>Bytes; far more than the most applications take.</summary>
    public const int Limit = 16_384;

    private const string Registered = "register";
    private const string Marked = "mark";

    private int _version;
    private bool _hasFailed;

    public static string Beside(string socket) => $"{socket}.registered";

    /// <summary>Reads what a former agent left. Whatever cannot be read is left out, with a warning.</summary>
    public void Load(AppRegistry registry, long now)
    {
        foreach (var line in Read().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                Take(JsonSerializer.Deserialize(line, AppJson.Default.AppFields), registry, now);
            }
            catch (JsonException)
            {
                log.Warning($"{path}: a line that cannot be read is left out");
            }
        }

        _version = registry.Version;
        if (registry.Count > 0)
        {
            log.Info($"{registry.Count} that were registered before are expected to come back");
        }
    }

    /// <summary>Writes, where something has changed. A reader finds the old or the new, nothing between.</summary>
    public void Save(AppRegistry registry)
    {
        if (registry.Version == _version)
        {
            return;
        }

        _version = registry.Version;
        var isSaved = registry.Count == 0 ? Libc.Unlink(path) == 0 || Libc.Error == Libc.NoEntry : Write(registry);
        if (!isSaved && !_hasFailed)
        {
            log.Warning($"{path}: {Libc.Explain(Libc.Error)}; an agent that is restarted will not know who is missing");
        }

        _hasFailed = !isSaved;
    }

    private static void Take(AppFields? fields, AppRegistry registry, long now)
    {
        var isMark = string.Equals(fields?.Type, Marked, StringComparison.Ordinal);
        if (AppWords.Action(fields?.CorrectiveAction) is { } action)
        {
            registry.Remember(fields!.Name ?? "", fields.IntervalMs ?? 0, action, isMark, fields.Text, now);
        }
    }

    private string Read()
    {
        var handle = Libc.Open(path, Libc.NonBlocking | Libc.CloseOnExec);
        if (handle < 0)
        {
            return "";
        }

        try
        {
            var kind = FileKind.Of(handle);
            var bytes = new byte[Limit + 1];
            var count = kind.IsRegular && kind.Owner == Libc.User() ? Handle.Read(handle, bytes) : -1;
            if (count is >= 0 and <= Limit)
            {
                return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
            }

            log.Warning($"{path}: not this agent's file; left out");
            return "";
        }
        finally
        {
            _ = Libc.Close(handle);
        }
    }

    private bool Write(AppRegistry registry)
    {
        const uint ownerOnly = 0x180; // 0600
        var fresh = $"{path}.new";
        _ = Libc.Unlink(fresh);
        var handle = Libc.Open(fresh, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.CloseOnExec, ownerOnly);
        if (handle < 0)
        {
            return false;
        }

        byte[] all = [.. registry.All.SelectMany(Line)];
        var isWritten = Handle.Write(handle, all);
        _ = Libc.Close(handle);
        return isWritten && Libc.Rename(fresh, path) == 0;
    }

    private static byte[] Line(Application app) =>
        AppWords.Line(
            new AppFields
            {
                Type = app.IsMark ? Marked : Registered,
                Name = app.Name,
                IntervalMs = app.IntervalMs,
                CorrectiveAction = AppWords.Of(app.Action),
                Text = app.LostWhy,
            }
        );
}
