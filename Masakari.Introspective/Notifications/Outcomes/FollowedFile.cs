using System.Text.Json;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>Keeps what is followed over a restart of the daemon. What cannot be read or written costs an outcome in the log.</summary>
internal sealed class FollowedFile(string directory)
{
    private readonly StateFile _file = new(Path.Combine(directory, "outcomes.json"));

    public IReadOnlyList<Followed> Load()
    {
        try
        {
            return
                _file.Read() is { } text
                && JsonSerializer.Deserialize(text, FollowedJson.Default.ListFollowed) is { } all
                ? [.. all.OfType<Followed>().Where(one => one is { RecordId: not null, Notification: not null })]
                : [];
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Save(IEnumerable<Followed> all)
    {
        try
        {
            _file.Write(JsonSerializer.Serialize([.. all], FollowedJson.Default.ListFollowed));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The state folder's own owner has said so by then.
        }
    }
}
