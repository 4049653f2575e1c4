namespace Masakari.Introspective.Detection.Operations;

/// <summary>What somebody does to an instance on purpose, and what may keep its guest from answering meanwhile.</summary>
internal enum Operation
{
    /// <summary>It is being stopped or deleted, from within or by Nova.</summary>
    PowerOff,

    /// <summary>Nova reboots it, softly or hard.</summary>
    Reboot,

    /// <summary>It is on its way from or to another host, or being resized.</summary>
    Migration,

    /// <summary>It is paused, by Nova or by a suspend of its own.</summary>
    Pause,

    /// <summary>Its memory goes to disk or comes from it: suspend, resume, shelve, unshelve.</summary>
    Save,

    /// <summary>A snapshot or a dump of it is taken.</summary>
    Snapshot,

    /// <summary>Anything else that Nova is at: rebuild, rescue, a new password.</summary>
    Task,
}
