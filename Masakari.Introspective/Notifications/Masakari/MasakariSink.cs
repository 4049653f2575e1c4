using System.Net;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Masakari;

namespace Masakari.Introspective.Notifications.Masakari;

/// <summary>Posts to masakari-api and finds out what its answer means.</summary>
internal sealed class MasakariSink(IMasakariClient client, NotificationSettings settings, TimeProvider time)
    : INotificationSink
{
    private volatile MasakariHostId? _host;

    public string Name => "masakari";

    public async Task<DeliveryResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var request = new NotificationRequest(
            notification.InstanceUuid,
            notification.Event,
            notification.VirDomainEvent,
            notification.HostName,
            notification.GeneratedAt
        );
        try
        {
            var response = await client.CreateNotificationAsync(request, cancellationToken);
            return await MeaningOfAsync(response, request, notification.IsActedOn, cancellationToken);
        }
        catch (OpenStackException e)
        {
            var refused = e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            return new DeliveryResult(refused ? DeliveryOutcome.NotAllowed : DeliveryOutcome.Unavailable, e.Message);
        }
    }

    /// <param name="response">The answer to the POST.</param>
    /// <param name="request">What was posted.</param>
    /// <param name="lookUp">Whether it is worth further requests: information ends at any 400 or 409 anyway.</param>
    /// <param name="token">Cancels.</param>
    private Task<DeliveryResult> MeaningOfAsync(
        ApiResponse response,
        NotificationRequest request,
        bool lookUp,
        CancellationToken token
    )
    {
        var words = response.ToString();
        return MasakariAnswers.Classify(response) switch
        {
            MasakariAnswer.Stored => Task.FromResult(Stored(response, request)),
            MasakariAnswer.NotAllowed => Plain(DeliveryOutcome.NotAllowed, words),
            MasakariAnswer.HostNotRegistered => Plain(DeliveryOutcome.HostNotRegistered, words),
            MasakariAnswer.BrokenSchema => Plain(DeliveryOutcome.Malformed, words),
            MasakariAnswer.UnknownBadRequest => lookUp
                ? UnknownBadRequestAsync(words, request, token)
                : Plain(DeliveryOutcome.Malformed, words),
            MasakariAnswer.HostInMaintenance when !lookUp => Plain(DeliveryOutcome.HostInMaintenance, words),
            MasakariAnswer.Duplicate or MasakariAnswer.UnknownConflict when !lookUp => Plain(
                DeliveryOutcome.Duplicate,
                words
            ),
            MasakariAnswer.Duplicate => ConflictAsync(DeliveryOutcome.Duplicate, words, request, token),
            MasakariAnswer.HostInMaintenance => ConflictAsync(DeliveryOutcome.HostInMaintenance, words, request, token),
            MasakariAnswer.UnknownConflict => ConflictAsync(null, words, request, token),
            _ when response.IsSuccess => Plain(
                DeliveryOutcome.Unavailable,
                $"{words} (no answer of masakari-api: is the endpoint right?)"
            ),
            _ => Plain(DeliveryOutcome.Unavailable, words),
        };
    }

    private static Task<DeliveryResult> Plain(DeliveryOutcome outcome, string words) =>
        Task.FromResult(new DeliveryResult(outcome, words));

    private DeliveryResult Stored(ApiResponse response, NotificationRequest request)
    {
        var record = ApiJson.TryParse(response.Body)?["notification"];
        if (ApiJson.Text(record, "source_host_uuid") is { } host)
        {
            _host = new MasakariHostId(request.HostName, host);
        }

        var id = ApiJson.Text(record, "notification_uuid");
        return new DeliveryResult(
            DeliveryOutcome.Delivered,
            $"HTTP {(int)response.Status}, notification {id ?? "without id"}, status "
                + $"{ApiJson.Text(record, "status") ?? "unknown"}"
        )
        {
            RecordId = id,
            IsStoredNow = true,
        };
    }

    /// <summary>
    /// A 409 may be the answer to our own earlier POST whose answer was lost: then it is delivered. Else the newest equal
    /// record says how long masakari will refuse.
    /// </summary>
    private async Task<DeliveryResult> ConflictAsync(
        DeliveryOutcome? told,
        string words,
        NotificationRequest request,
        CancellationToken token
    )
    {
        IReadOnlyList<MasakariNotification> equal;
        try
        {
            equal = await FindEqualAsync(request, token);
        }
        catch (OpenStackException e)
            when (e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            // Reading is not allowed at all: what is left is to wait the window out.
            return new DeliveryResult(
                told ?? DeliveryOutcome.Duplicate,
                $"{words} (records cannot be read: {e.Message})"
            );
        }
        catch (OpenStackException e)
        {
            // Whether it is ours is open: asking again with the same time keeps it recognisable.
            return new DeliveryResult(
                DeliveryOutcome.Unavailable,
                $"{words} (looking for our own record failed: {e.Message})"
            );
        }

        if (equal.FirstOrDefault(r => MasakariTime.IsSame(r.GeneratedTime, request.GeneratedTime)) is { } own)
        {
            return new DeliveryResult(
                DeliveryOutcome.Delivered,
                $"notification {own.Uuid} was stored by an earlier attempt, status {own.Status}"
            )
            {
                RecordId = own.Uuid,
            };
        }

        if (told == DeliveryOutcome.HostInMaintenance)
        {
            return new DeliveryResult(DeliveryOutcome.HostInMaintenance, words);
        }

        var now = time.GetUtcNow();
        return equal.Count > 0
            ? new DeliveryResult(DeliveryOutcome.Duplicate, $"{words} In the way: {equal[0].Uuid}, {equal[0].Status}")
            {
                RecordId = equal[0].Uuid,
                NotBefore = equal[0].GeneratedTime + settings.DuplicateWindow,
            }
            : new DeliveryResult(DeliveryOutcome.Duplicate, words) { NotBefore = now + settings.DuplicateWindow };
    }

    private async Task<DeliveryResult> UnknownBadRequestAsync(
        string words,
        NotificationRequest request,
        CancellationToken token
    )
    {
        try
        {
            var host = await client.FindHostAsync(request.HostName, token);
            // Words that masakari-api does not use may be a proxy's: no reason to set a fault aside for good.
            return new DeliveryResult(
                host is null ? DeliveryOutcome.HostNotRegistered : DeliveryOutcome.NotAllowed,
                words
            );
        }
        catch (OpenStackException e)
        {
            return new DeliveryResult(
                DeliveryOutcome.Unavailable,
                $"{words} (what it means could not be found out: {e.Message})"
            );
        }
    }

    /// <summary>Records of this host with the same payload, newest first.</summary>
    private async Task<IReadOnlyList<MasakariNotification>> FindEqualAsync(
        NotificationRequest request,
        CancellationToken token
    )
    {
        var remembered = _host is { } known && string.Equals(known.Name, request.HostName, StringComparison.Ordinal);
        var equal = await ListEqualAsync(request, token);
        if (equal.Count > 0 || !remembered)
        {
            return equal;
        }

        // The host may have been removed and added again, with a new uuid.
        _host = null;
        return await ListEqualAsync(request, token);
    }

    private async Task<IReadOnlyList<MasakariNotification>> ListEqualAsync(
        NotificationRequest request,
        CancellationToken token
    )
    {
        var host = await FindHostAsync(request.HostName, token);
        var since = request.GeneratedTime - settings.DuplicateWindow - TimeSpan.FromSeconds(2);
        var records = await client.ListNotificationsAsync(since, host, token);
        return [.. records.Where(r => request.HasPayload(r.Payload))];
    }

    private async Task<string?> FindHostAsync(string name, CancellationToken token)
    {
        if (_host is { } known && string.Equals(known.Name, name, StringComparison.Ordinal))
        {
            return known.Uuid;
        }

        if (await client.FindHostAsync(name, token) is not { } found)
        {
            return null;
        }

        _host = new MasakariHostId(name, found.Uuid);
        return found.Uuid;
    }

    private sealed record MasakariHostId(string Name, string Uuid);
}
