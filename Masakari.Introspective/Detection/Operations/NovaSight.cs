namespace Masakari.Introspective.Detection.Operations;

/// <summary>An instance as Nova just described it; null where its policy hides something.</summary>
internal sealed record NovaSight(string? VmState, string? TaskState, string? Host, bool IsLocked);
