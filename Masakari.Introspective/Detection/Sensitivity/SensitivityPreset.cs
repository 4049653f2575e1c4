namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>Interval, timeout and threshold that go together, under a name.</summary>
/// <param name="Name">As options and metadata have it.</param>
/// <param name="Interval">How often the guest is asked; whole seconds.</param>
/// <param name="Timeout">How long it may take to answer; whole seconds.</param>
/// <param name="Threshold">Unanswered questions in a row that make a failure.</param>
internal sealed record SensitivityPreset(string Name, int Interval, int Timeout, int Threshold)
{
    public static readonly SensitivityPreset High = new("high", 2, 1, 2);

    public static readonly SensitivityPreset Medium = new("medium", 10, 2, 3);

    public static readonly SensitivityPreset Low = new("low", 30, 5, 3);

    public static IReadOnlyList<string> Names => [High.Name, Medium.Name, Low.Name];

    /// <summary>The preset of that name, in any case; null where there is none.</summary>
    public static SensitivityPreset? Find(string name) =>
        name.Trim().ToUpperInvariant() switch
        {
            "HIGH" => High,
            "MEDIUM" => Medium,
            "LOW" => Low,
            _ => null,
        };
}
