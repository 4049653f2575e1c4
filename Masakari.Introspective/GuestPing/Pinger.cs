using Masakari.Introspective.Configuration;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.GuestPing;

/// <summary>Asks one guest once, and says in one word what came of it.</summary>
internal sealed class Pinger(ILibvirtHost libvirt, TimeProvider time)
{
    /// <summary>The command; any reply to it is life.</summary>
    public const string Command = """{"execute":"guest-ping"}""";

    /// <summary>libvirt's own wait for the guest-sync that it sends first (QEMU_AGENT_WAIT_TIME).</summary>
    private static readonly TimeSpan SyncTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <param name="stillOpen">Called once if the call outlasts every timeout of its own: it waits behind another client.</param>
    public async Task<PingResult> AskAsync(
        Guid instance,
        PingTarget target,
        Action<PingResult> stillOpen,
        CancellationToken cancellationToken
    )
    {
        var askedAt = time.Monotonic();
        var call = SendAsync(instance, target, askedAt, cancellationToken);
        var sync = target.LowerResponseTimeout ? target.Timeout : SyncTimeout;
        using var settled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var overdue = Task.Delay(sync + target.Timeout + Slack, time, settled.Token);
        if (await Task.WhenAny(call, overdue) == overdue && !cancellationToken.IsCancellationRequested)
        {
            stillOpen(
                new PingResult(
                    instance,
                    PingAnswer.Busy,
                    askedAt,
                    "the call waits for the agent's lock",
                    IsFinal: false
                )
            );
        }

        settled.Cancel();
        return await call;
    }

    private async Task<PingResult> SendAsync(
        Guid instance,
        PingTarget target,
        TimeSpan askedAt,
        CancellationToken cancellationToken
    )
    {
        TimeSpan? responseTimeout = target.LowerResponseTimeout ? target.Timeout : null;
        try
        {
            var reply = await libvirt.SendAgentCommandAsync(
                instance,
                target.Lane,
                Command,
                target.Timeout,
                responseTimeout,
                cancellationToken
            );
            return new PingResult(instance, PingAnswer.Replied, askedAt, reply);
        }
        catch (LibvirtException refusal)
        {
            return new PingResult(instance, AnswerOf(refusal), askedAt, refusal.Message);
        }
    }

    private static PingAnswer AnswerOf(LibvirtException refusal) =>
        refusal switch
        {
            AgentRepliedWithErrorException => PingAnswer.RepliedWithError,
            AgentUnresponsiveException => PingAnswer.Silent,
            AgentNotConnectedException => PingAnswer.PortClosed,
            AgentBusyException => PingAnswer.Busy,
            DomainNotRunningException => PingAnswer.NotRunning,
            NoDomainException => PingAnswer.NoDomain,
            LibvirtDisconnectedException => PingAnswer.LibvirtAway,
            _ => PingAnswer.Refused,
        };
}
