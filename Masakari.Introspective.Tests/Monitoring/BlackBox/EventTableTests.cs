using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.BlackBox;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.BlackBox;

internal sealed class EventTableTests
{
    /// <summary>Every row of masakari-monitors' table: event id, type, detail, and the two strings.</summary>
    public static readonly object[][] Rows =
    [
        [0, 3, 2, "LIFECYCLE", "SUSPENDED_IOERROR"],
        [0, 3, 3, "LIFECYCLE", "SUSPENDED_WATCHDOG"],
        [0, 3, 6, "LIFECYCLE", "SUSPENDED_API_ERROR"],
        [0, 5, 0, "LIFECYCLE", "STOPPED_SHUTDOWN"],
        [0, 5, 1, "LIFECYCLE", "STOPPED_DESTROYED"],
        [0, 5, 5, "LIFECYCLE", "STOPPED_FAILED"],
        [0, 6, 0, "LIFECYCLE", "SHUTDOWN_FINISHED"],
        [1, -1, -1, "REBOOT", "UNKNOWN"],
        [3, 0, -1, "WATCHDOG", "WATCHDOG_NONE"],
        [3, 1, -1, "WATCHDOG", "WATCHDOG_PAUSE"],
        [3, 2, -1, "WATCHDOG", "WATCHDOG_RESET"],
        [3, 3, -1, "WATCHDOG", "WATCHDOG_POWEROFF"],
        [3, 4, -1, "WATCHDOG", "WATCHDOG_SHUTDOWN"],
        [3, 5, -1, "WATCHDOG", "WATCHDOG_DEBUG"],
        [4, 0, -1, "IO_ERROR", "IO_ERROR_NONE"],
        [4, 1, -1, "IO_ERROR", "IO_ERROR_PAUSE"],
        [4, 2, -1, "IO_ERROR", "IO_ERROR_REPORT"],
        [6, -1, -1, "IO_ERROR_REASON", "UNKNOWN"],
        [7, -1, -1, "CONTROL_ERROR", "UNKNOWN"],
    ];

    [TestCaseSource(nameof(Rows))]
    public void Match_RowOfTheTable_HasTheExactStrings(
        int id,
        int type,
        int detail,
        string name,
        string virDomainEvent
    ) => EventTable.Match((DomainEventId)id, type, detail).Should().Be(new ReportedEvent(name, virDomainEvent));

    [Test]
    public void Match_EveryOtherEvent_IsNothing()
    {
        var rows = Rows.Select(row => ((int)row[0], (int)row[1], (int)row[2])).ToHashSet();
        foreach (var id in Enum.GetValues<DomainEventId>())
        {
            for (var type = -1; type <= 12; type++)
            {
                for (var detail = -1; detail <= 12; detail++)
                {
                    var isRow =
                        rows.Contains(((int)id, type, detail))
                        || rows.Contains(((int)id, type, -1))
                        || rows.Contains(((int)id, -1, -1));
                    var matched = EventTable.Match(id, type, detail);
                    (matched is not null).Should().Be(isRow, $"event {id} ({type}, {detail})");
                }
            }
        }
    }
}
