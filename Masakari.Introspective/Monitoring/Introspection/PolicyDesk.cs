using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.Protocol.Text;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>Decides how each instance is watched, and says what it cannot do.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class PolicyDesk(IntrospectionOptions options, ILogger<PolicyDesk> logger)
{
    /// <summary>The policy of instances that say nothing.</summary>
    public EffectivePolicy Host { get; } = options.HostPolicy();

    /// <summary>Says once how guests of this host are watched.</summary>
    public void Begin() => LogHost(Host.Describe());

    /// <summary>Reads the instance's wishes anew.</summary>
    /// <returns>Whether it is watched in another way from now on.</returns>
    public bool Decide(InstanceMonitor instance)
    {
        if (!options.AllowInstancePolicy)
        {
            return Follow(instance, Host);
        }

        var choice = PolicyChoice.Of(
            Host,
            options.Limits,
            new PolicyWish(PolicySource.ServerMetadata, instance.Server?.Metadata),
            new PolicyWish(PolicySource.DomainExtraSpec, instance.Description?.Nova?.ExtraSpecs),
            new PolicyWish(PolicySource.NovaExtraSpec, instance.Server?.ExtraSpecs)
        );
        foreach (var complaint in choice.Complaints.Except(instance.PolicyComplaints))
        {
            LogIgnored(
                instance.Uuid,
                instance.DisplayName,
                complaint.Origin.Describe(),
                WireText.Clean(complaint.Value, WireText.Name),
                complaint.Allowed
            );
        }

        instance.PolicyComplaints = choice.Complaints;
        return Follow(instance, choice.Policy);
    }

    private bool Follow(InstanceMonitor instance, EffectivePolicy policy)
    {
        var before = instance.Policy ?? Host;
        instance.Policy = policy;
        if (policy == before)
        {
            return false;
        }

        LogPolicy(instance.Uuid, instance.DisplayName, policy.Describe());
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Guests are asked {Policy}.")]
    private partial void LogHost(string policy);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} is asked {Policy}.")]
    private partial void LogPolicy(Guid instanceUuid, string name, string policy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name}: {Origin} = {Value} is ignored: allowed is {Allowed}.")]
    private partial void LogIgnored(Guid instanceUuid, string name, string origin, string value, string allowed);
}
