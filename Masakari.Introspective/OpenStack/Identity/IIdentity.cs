namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>Keeps us logged in.</summary>
internal interface IIdentity
{
    /// <summary>The current login; a new one when there is none, it is about to expire, or it is <paramref name="rejected"/>.</summary>
    /// <exception cref="OpenStackException">Keystone does not answer or does not let us in.</exception>
    Task<AuthContext> GetAsync(AuthContext? rejected, CancellationToken cancellationToken);

    /// <summary>Whether a rejected login can be replaced by a new one.</summary>
    bool CanRenew { get; }
}
