namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>What a guest that libvirt says stands still had to say to that.</summary>
internal enum GuestReply
{
    /// <summary>Nothing yet: it is being asked, or the question did not reach it.</summary>
    NotYet,

    /// <summary>It answered: it goes on.</summary>
    Answered,

    /// <summary>It was asked since, and said nothing.</summary>
    Silent,

    /// <summary>It has nobody who could answer.</summary>
    CannotAnswer,
}
