using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>One notification as it lies on disk.</summary>
internal sealed record OutboxFile
{
    private const int CurrentVersion = 1;

    // Keeps every file well below the size at which it counts as damaged.
    private const int MaxCause = 4000;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public required int Version { get; init; }

    /// <summary><c>pending</c> or <c>malformed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The service's answer, where it refused the message.</summary>
    public string? Why { get; init; }

    public required Guid InstanceUuid { get; init; }

    public required string Event { get; init; }

    public required string VirDomainEvent { get; init; }

    public required string HostName { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required string Cause { get; init; }

    /// <summary>Absent in files of version 0.1.0 and where the run is not known.</summary>
    public int? RunId { get; init; }

    /// <summary>Absent in files of version 0.1.0.</summary>
    public string? Code { get; init; }

    public static byte[] Write(Notification notification, string state, string? why = null) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new OutboxFile
            {
                Version = CurrentVersion,
                State = state,
                Why = why is { Length: > MaxCause } ? why[..MaxCause] : why,
                InstanceUuid = notification.InstanceUuid,
                Event = notification.Event,
                VirDomainEvent = notification.VirDomainEvent,
                HostName = notification.HostName,
                GeneratedAt = notification.GeneratedAt,
                Cause = notification.Cause.Length <= MaxCause ? notification.Cause : notification.Cause[..MaxCause],
                RunId = notification.RunId < 0 ? null : notification.RunId,
                Code = string.IsNullOrEmpty(notification.Code) ? null : notification.Code,
            },
            s_options
        );

    /// <exception cref="JsonException">The text is not what <see cref="Write"/> writes.</exception>
    public static Notification Read(byte[] text)
    {
        var file = JsonSerializer.Deserialize<OutboxFile>(text, s_options);
        return file is { Version: CurrentVersion }
            ? new Notification(
                file.InstanceUuid,
                file.Event,
                file.VirDomainEvent,
                file.HostName,
                file.GeneratedAt,
                file.Cause,
                file.RunId ?? -1,
                file.Code ?? ""
            )
            : throw new JsonException($"version {file?.Version} is not {CurrentVersion}");
    }
}
