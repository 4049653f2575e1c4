namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>What this user may do with a path, as the kernel answers without opening anything.</summary>
internal sealed record PathRights
{
    public required string Path { get; init; }

    public bool Exists { get; init; }

    public bool CanRead { get; init; }

    public bool CanWrite { get; init; }

    /// <summary>Names, or numbers where this system has no name; null where this user may not know.</summary>
    public string? Owner { get; init; }

    /// <inheritdoc cref="Owner"/>
    public string? Group { get; init; }

    /// <summary>Permission bits; null where this user may not know.</summary>
    public int? Mode { get; init; }

    /// <summary>For instance <c>owner root, group libvirt, mode 0770</c>.</summary>
    public string Description =>
        Mode is { } mode
            ? $"owner {Owner}, group {Group}, mode {Convert.ToString(mode, 8).PadLeft(4, '0')}"
            : "its owner cannot be seen from here";

    /// <summary>The group whose members may do more than others; null where membership does not help.</summary>
    public string? HelpfulGroup => Mode is { } mode && (mode & 0x10) != 0 ? Group : null;
}
