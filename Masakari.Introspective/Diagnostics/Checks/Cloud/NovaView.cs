using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Nova;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>What Nova says about this host.</summary>
internal sealed record NovaView
{
    /// <summary>The nova-computes of the region; null where these credentials may not list them.</summary>
    public IReadOnlyList<ComputeService>? Services { get; init; }

    /// <summary>The instances that run here, as Nova knows them, on whichever host it thinks them.</summary>
    public IReadOnlyDictionary<Guid, NovaServer> Servers { get; init; } = new Dictionary<Guid, NovaServer>();

    /// <summary>Why instances could not be read; null where they could.</summary>
    public string? Refusal { get; init; }
}
