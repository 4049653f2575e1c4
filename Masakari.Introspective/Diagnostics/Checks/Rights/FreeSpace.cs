namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>What a file system has left for this user.</summary>
/// <param name="Bytes">Free bytes.</param>
/// <param name="Files">Free inodes; null where the file system makes them as it needs them.</param>
internal sealed record FreeSpace(long Bytes, long? Files);
