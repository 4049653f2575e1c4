using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>A reason against reporting: what a pure rule of Detection says, on what is known of the instance.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>; must neither wait nor throw.</remarks>
internal interface IVerdictRule
{
    /// <summary>Judges a verdict about to be reported; null where the rule has nothing against it.</summary>
    Ruling? Judge(Case @case);

    /// <summary>
    /// Judges again right before the notification leaves, and while it waits: a <see cref="RulingKind.Hold"/> keeps it
    /// waiting, anything else withdraws it. Null where the rule has nothing against it.
    /// </summary>
    Ruling? JudgeAgain(Case @case) => null;

    /// <summary>Hears that a verdict was reported.</summary>
    void Reported(Case @case) { }

    /// <summary>Hears that a guest is well again whose failure nothing excused.</summary>
    void Recovered(InstanceMonitor instance, TimeSpan now) { }
}
