namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>What an instance's metadata and its flavor's extra specs may say about how it is watched.</summary>
internal static class PolicyKeys
{
    /// <summary>high, medium or low.</summary>
    public const string Sensitivity = "masakari:sensitivity";

    /// <summary>Seconds.</summary>
    public const string Interval = "masakari:interval";

    /// <summary>Seconds.</summary>
    public const string Timeout = "masakari:timeout";

    /// <summary>Unanswered questions in a row.</summary>
    public const string Threshold = "masakari:threshold";
}
