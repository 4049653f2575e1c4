namespace Masakari.Introspective.Monitoring;

/// <summary>One word for how an instance stands, as metrics and the command line show it.</summary>
internal enum InstanceStatus
{
    /// <summary>The domain does not run.</summary>
    Off,

    /// <summary>Nothing inside it is asked: <c>instance</c> says why.</summary>
    Unwatched,

    /// <summary>It is to be asked and has not answered since its start: its silence proves nothing.</summary>
    Unarmed,

    /// <summary>It answers.</summary>
    Healthy,

    /// <summary>The domain is paused, or its guest sleeps.</summary>
    Paused,

    /// <summary>Answers are missing, not yet enough for a failure.</summary>
    Suspect,

    /// <summary>It failed, and its report is held back or refused.</summary>
    Held,

    /// <summary>It failed as often as its recovery budget allows: it needs a human.</summary>
    GivenUp,

    /// <summary>It failed, and its failure was handed to the recovery service.</summary>
    Reported,
}
