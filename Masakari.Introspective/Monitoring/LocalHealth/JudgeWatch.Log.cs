using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.LocalHealth;

internal sealed partial class JudgeWatch
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The monitor itself is not well, {Score} of 7: {Complaints}. It waits {Factor:0.0} times as long before it blames a "
            + "guest."
    )]
    private partial void LogUnwell(int score, string complaints, double factor);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The monitor itself is not well, {Score} of 7: {Complaints}. local_health is off: its patience stays as it is."
    )]
    private partial void LogUnwellOnly(int score, string complaints);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The monitor itself is well again: its patience is the usual."
    )]
    private partial void LogWell();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The monitor stood still for {Seconds:0.0} s (was the host suspended, or overloaded?): what guests left "
            + "unanswered meanwhile does not count."
    )]
    private partial void LogStall(double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "libvirtd was asked how it does and refused: {Reason}")]
    private partial void LogNotAnswered(string reason);
}
