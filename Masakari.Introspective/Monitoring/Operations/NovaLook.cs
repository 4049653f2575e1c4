using Masakari.Introspective.Configuration;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>Reads one instance from Nova within a short time, or does without.</summary>
/// <remarks>After a failure Nova is left alone for a moment, so that many notifications do not each wait for it.</remarks>
internal sealed partial class NovaLook(INovaClient nova, TimeSpan patience, TimeProvider time, ILogger<NovaLook> logger)
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long _restsUntil = long.MinValue;

    /// <returns>Null where Nova does not know the instance, or could not be asked.</returns>
    public async Task<NovaServer?> ReadAsync(Guid instance, CancellationToken cancellationToken)
    {
        if (time.Monotonic().Ticks < Volatile.Read(ref _restsUntil))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // WaitAsync: a client that does not listen to its token delays nobody.
            return await nova.FindServerAsync(instance, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(instance, $"no answer within {patience.TotalSeconds:0} s");
        }
#pragma warning disable CA1031 // Whatever an API answers, the notification must not be lost for it.
        catch (Exception refusal) when (refusal is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Fail(instance, refusal.Message);
        }

        return null;
    }

    private void Fail(Guid instance, string reason)
    {
        Volatile.Write(ref _restsUntil, (time.Monotonic() + Rest).Ticks);
        LogNotRead(instance, reason);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nova could not be asked about the instance before its notification leaves, which goes on without: {Reason}"
    )]
    private partial void LogNotRead(Guid instanceUuid, string reason);
}
