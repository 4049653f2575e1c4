namespace Masakari.Introspective.Detection.Operations;

/// <summary>How long planned operations excuse a guest.</summary>
internal sealed record OperationLimits
{
    /// <summary>A stop: above Nova's own patience with a guest (shutdown_timeout, 60 s).</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>A reboot by Nova: above its patience with a soft one (wait_soft_reboot_seconds, 120 s).</summary>
    public TimeSpan Reboot { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>A migration, live or cold, and a resize.</summary>
    public TimeSpan Migration { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>Every other operation.</summary>
    public TimeSpan Other { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>After the end of a disturbance the guest gets this long to find its feet.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What was seen of an operation counts this long, and a sight within it is of the same operation.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan CeilingOf(Operation operation) =>
        operation switch
        {
            Operation.PowerOff => Stop,
            Operation.Reboot => Reboot,
            Operation.Migration => Migration,
            _ => Other,
        };
}
