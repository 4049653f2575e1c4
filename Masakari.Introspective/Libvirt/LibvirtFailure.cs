namespace Masakari.Introspective.Libvirt;

/// <summary>A failure as libvirt tells it.</summary>
/// <param name="Code"><c>virErrorNumber</c>.</param>
/// <param name="Domain"><c>virErrorDomain</c>: the part of libvirt that failed.</param>
/// <param name="Errno">The errno of a system error; else -1 or 0.</param>
/// <param name="Message">libvirt's text, in the language of the libvirt daemon.</param>
/// <param name="Elapsed">How long the call took.</param>
/// <param name="Timeout">The shortest time after which an agent call may be given up; null where there is none.</param>
internal sealed record LibvirtFailure(
    LibvirtCall Call,
    int Code,
    int Domain,
    int Errno,
    string Message,
    TimeSpan Elapsed,
    TimeSpan? Timeout
);
