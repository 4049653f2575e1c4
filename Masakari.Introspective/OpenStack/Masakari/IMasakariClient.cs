using Masakari.Introspective.OpenStack.Http;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>masakari-api, as far as a monitor needs it.</summary>
internal interface IMasakariClient
{
    /// <summary>Posts once. Every status is an answer.</summary>
    /// <exception cref="OpenStackException">No login, no endpoint or no answer.</exception>
    Task<ApiResponse> CreateNotificationAsync(NotificationRequest request, CancellationToken cancellationToken);

    /// <summary>The notifications about instances generated since <paramref name="since"/>, newest first.</summary>
    /// <param name="sourceHostUuid">Null for all hosts.</param>
    /// <exception cref="OpenStackException">No answer, or not a list.</exception>
    Task<IReadOnlyList<MasakariNotification>> ListNotificationsAsync(
        DateTimeOffset since,
        string? sourceHostUuid,
        CancellationToken cancellationToken
    );

    /// <summary>One notification; null where masakari-api has none of that uuid.</summary>
    /// <exception cref="OpenStackException">No answer, or not a notification.</exception>
    Task<MasakariNotification?> GetNotificationAsync(string uuid, CancellationToken cancellationToken);

    /// <summary>The host of that name in any segment; null when no segment has it.</summary>
    /// <exception cref="OpenStackException">No answer, or not a list.</exception>
    Task<MasakariHost?> FindHostAsync(string name, CancellationToken cancellationToken);
}
