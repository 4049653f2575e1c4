namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>A notification as masakari stores it.</summary>
internal sealed record MasakariNotification
{
    public required string Uuid { get; init; }

    public string? SourceHostUuid { get; init; }

    public required DateTimeOffset GeneratedTime { get; init; }

    public string? Status { get; init; }

    public IReadOnlyDictionary<string, string> Payload { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
