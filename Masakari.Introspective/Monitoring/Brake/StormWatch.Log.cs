using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Brake;

internal sealed partial class StormWatch
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{InTrouble} of {Watched} guests are suspect at the same time: all others are asked at once."
    )]
    private partial void LogAskAll(int inTrouble, int watched);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{InTrouble} of {Watched} guests of this host fell silent or failed within {Window} s: {Names}. Is the host, its "
            + "storage or libvirtd in trouble? What is found inside guests is held [storm] until that passes, {Ceiling} s at most; "
            + "a QEMU that dies is reported as ever."
    )]
    private partial void LogEngaged(int inTrouble, int watched, double window, string names, double ceiling);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{InTrouble} of {Watched} guests of this host still fail after {Ceiling} s: they are reported now, one every "
            + "{Pace} s: {Names}."
    )]
    private partial void LogReleasing(int inTrouble, int watched, double ceiling, double pace, string names);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The guests' common failure is over after {Lasted} s: one that still fails is reported as ever."
    )]
    private partial void LogPassed(double lasted);
}
