using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>An instance in one row.</summary>
/// <param name="Uuid">UUID of the instance.</param>
/// <param name="Domain">libvirt's name.</param>
/// <param name="Name">Nova's name; the domain's where Nova's is not known.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Since">Since when it stands so, UTC, as far as this daemon saw it.</param>
/// <param name="Misses">Questions in a row that its agent left unanswered.</param>
/// <param name="Threshold">Misses that make a failure; null where it is not asked.</param>
/// <param name="Finding">What the latest question showed: <c>answered</c>, <c>silent</c>, <c>port-closed</c> ...</param>
/// <param name="ObservedAt">When, UTC; null where it was not asked yet.</param>
/// <param name="HaEnabled">Whether its owner asked for recovery; null where that is not known.</param>
/// <param name="Code">Why it is not reported, or not watched: a stable code; null where nothing is against it.</param>
/// <param name="Why">The same in words.</param>
internal sealed record InstanceView(
    Guid Uuid,
    string Domain,
    string Name,
    InstanceStatus Status,
    DateTimeOffset Since,
    int Misses,
    int? Threshold,
    string Finding,
    DateTimeOffset? ObservedAt,
    bool? HaEnabled,
    string? Code,
    string? Why
);
