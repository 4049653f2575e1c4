using System.Globalization;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>A person's word that nothing is to be reported for a time.</summary>
/// <param name="Instance">The instance; null for the whole host.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="Who">Who set it.</param>
/// <param name="Created">When, UTC.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
internal sealed record PersonHold(
    Guid? Instance,
    string Reason,
    string Who,
    DateTimeOffset Created,
    DateTimeOffset Until
)
{
    /// <summary>What is held, in words.</summary>
    public string Target => Instance?.ToString() ?? "the host";

    /// <summary>The hold as a clause.</summary>
    public string Describe()
    {
        var until = Until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var what = Instance is null ? "this host" : "it";
        return $"{Who} holds {what} until {until} UTC: {Reason}";
    }
}
