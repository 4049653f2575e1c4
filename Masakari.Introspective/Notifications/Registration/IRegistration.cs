namespace Masakari.Introspective.Notifications.Registration;

/// <summary>For status views: whether masakari knows this host.</summary>
internal interface IRegistration
{
    HostRegistration Current { get; }

    /// <summary>When masakari-api last answered; null where it never did.</summary>
    DateTimeOffset? AnsweredAt { get; }

    /// <summary>Why the last look got no answer; null where it got one, or there was none yet.</summary>
    string? Problem { get; }
}
