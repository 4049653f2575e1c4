namespace Masakari.Introspective.Libvirt;

/// <summary>Which exception a failure is. Pure.</summary>
internal static class ErrorMap
{
    public const int InternalError = 1;
    public const int NoConnect = 5;
    public const int InvalidConnection = 6;
    public const int OperationDenied = 29;
    public const int SystemError = 38;
    public const int Rpc = 39;
    public const int NoDomain = 42;
    public const int AuthFailed = 45;
    public const int OperationInvalid = 55;
    public const int OperationTimeout = 68;
    public const int AuthCancelled = 79;
    public const int AgentUnresponsive = 86;
    public const int AccessDenied = 88;
    public const int AuthUnavailable = 94;
    public const int AgentUnsynced = 97;

    /// <summary>VIR_FROM_RPC: the transport between us and the daemon.</summary>
    public const int FromRpc = 7;

    /// <summary>VIR_FROM_QEMU: the driver, which relays what an agent said.</summary>
    public const int FromQemu = 10;

    private const int PermissionDenied = 13;
    private const int NotPermitted = 1;

    public const string PermissionCure =
        "make the service's user a member of the group libvirt, or allow it org.libvirt.unix.manage in polkit, or put "
        + "credentials for this URI into libvirt's auth.conf";

    public static LibvirtException ToException(LibvirtFailure failure) =>
        failure.Code switch
        {
            OperationDenied or AccessDenied or AuthFailed or AuthCancelled or AuthUnavailable => Permission(failure),
            SystemError when failure.Domain == FromRpc && failure.Errno is PermissionDenied or NotPermitted =>
                Permission(failure),
            NoConnect or InvalidConnection or Rpc => Disconnected(failure),
            InternalError or SystemError when failure.Domain == FromRpc => Disconnected(failure),
            NoDomain => new NoDomainException(failure.Code, failure.Message),
            OperationInvalid => new DomainNotRunningException(failure.Code, failure.Message),
            AgentUnresponsive => Silence(failure),
            OperationTimeout when failure.Call == LibvirtCall.Agent => new AgentBusyException(
                failure.Code,
                failure.Message
            ),
            // A reply to something asked earlier, or the agent's own refusal: both were said by a living agent.
            AgentUnsynced => new AgentRepliedWithErrorException(failure.Code, failure.Message),
            InternalError when IsAgentReply(failure) => new AgentRepliedWithErrorException(
                failure.Code,
                failure.Message
            ),
            _ => new LibvirtException(failure.Code, failure.Message),
        };

    // The daemon's text names the command in every language; a broken agent socket has the same number but no command.
    private static bool IsAgentReply(LibvirtFailure failure) =>
        failure.Call == LibvirtCall.Agent
        && failure.Domain == FromQemu
        && failure.Message.Contains("'guest-", StringComparison.Ordinal);

    private static LibvirtPermissionException Permission(LibvirtFailure failure) =>
        new(failure.Code, $"{failure.Message}: {PermissionCure}");

    private static LibvirtDisconnectedException Disconnected(LibvirtFailure failure) =>
        new(failure.Code, failure.Message);

    private static LibvirtException Silence(LibvirtFailure failure)
    {
        if (failure.Message.Contains("not available for now", StringComparison.Ordinal))
        {
            return new AgentUnresponsiveException(failure.Code, failure.Message);
        }

        // The daemon may speak another language: then only the time tells a closed port, which is told at once.
        var atOnce = failure.Elapsed * 2 < (failure.Timeout ?? TimeSpan.FromSeconds(1));
        return
            atOnce
            || failure.Message.Contains("not connected", StringComparison.Ordinal)
            || failure.Message.Contains("disappeared", StringComparison.Ordinal)
            ? new AgentNotConnectedException(failure.Code, failure.Message)
            : new AgentUnresponsiveException(failure.Code, failure.Message);
    }
}
