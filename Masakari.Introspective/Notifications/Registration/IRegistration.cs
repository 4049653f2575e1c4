namespace Masakari.Introspective.Notifications.Registration;

/// <summary>For status views: whether masakari knows this host.</summary>
internal interface IRegistration
{
    HostRegistration Current { get; }
}
