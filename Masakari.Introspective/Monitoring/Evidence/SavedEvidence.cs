namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>One folder of saved evidence.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Instance">Name of the folder it is in: the instance's UUID.</param>
/// <param name="At">When the verdict fell, UTC.</param>
/// <param name="Bytes">Size of its files.</param>
internal sealed record SavedEvidence(string Path, string Instance, DateTimeOffset At, long Bytes);
