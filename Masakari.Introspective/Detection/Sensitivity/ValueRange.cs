using System.Globalization;

namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>What an operator allows; both ends included.</summary>
internal sealed record ValueRange(int Min, int Max)
{
    public bool Contains(int value) => value >= Min && value <= Max;

    /// <summary>The nearest value that is allowed.</summary>
    public int Clamp(int value) => Math.Clamp(value, Min, Max);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Min}..{Max}");
}
