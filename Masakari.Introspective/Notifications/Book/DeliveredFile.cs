using System.Text.Json;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Notifications.Book;

/// <summary>Keeps the latest delivered reports over a restart of the daemon. What cannot be read or written is not shown.</summary>
internal sealed class DeliveredFile(string directory)
{
    private readonly StateFile _file = new(Path.Combine(directory, "delivered.json"));

    public IReadOnlyList<DeliveredReport> Load()
    {
        try
        {
            return
                _file.Read() is { } text
                && JsonSerializer.Deserialize(text, DeliveredJson.Default.ListDeliveredReport) is { } all
                ? [.. all.OfType<DeliveredReport>().Where(one => one.Notification is not null)]
                : [];
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Save(IReadOnlyList<DeliveredReport> all)
    {
        try
        {
            _file.Write(JsonSerializer.Serialize([.. all], DeliveredJson.Default.ListDeliveredReport));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The state folder's own owner has said so by then.
        }
    }
}
