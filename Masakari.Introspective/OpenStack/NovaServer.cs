namespace Masakari.Introspective.OpenStack;

/// <summary>An instance as Nova describes it.</summary>
internal sealed record NovaServer
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public string? Host { get; init; }

    public string? VmState { get; init; }

    public string? TaskState { get; init; }

    public bool Locked { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Extra specs of the flavor as at boot; null where policy hides them.</summary>
    public IReadOnlyDictionary<string, string>? ExtraSpecs { get; init; }
}
