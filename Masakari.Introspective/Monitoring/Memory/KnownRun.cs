namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>What is remembered of an instance over a restart of the monitor.</summary>
/// <param name="Uuid">UUID of the instance.</param>
/// <param name="Name">Name of the domain.</param>
/// <param name="RunId">libvirt's id of the run.</param>
/// <param name="HasAnswered">Whether the guest answered in that run.</param>
internal sealed record KnownRun(Guid Uuid, string Name, int RunId, bool HasAnswered);
