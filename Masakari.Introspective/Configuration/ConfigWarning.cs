namespace Masakari.Introspective.Configuration;

/// <summary>Something odd but legal in the configuration, told in one line that names where.</summary>
internal sealed record ConfigWarning(string Message)
{
    /// <summary>The file, the environment variable or the flag it is about.</summary>
    public required ValueOrigin Origin { get; init; }

    public required string Group { get; init; }

    /// <summary>Null where a whole group is meant.</summary>
    public string? Option { get; init; }

    /// <summary>Nobody reads the name, so it may be a misspelt one.</summary>
    public bool IsUnknown { get; init; }

    public override string ToString() => $"{Origin}: {Message}";
}
