using System.Buffers.Binary;
using System.Text;
using FluentAssertions;
using Masakari.Introspective.Hosting.Logging;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Logging;

[TestFixture]
internal sealed class SocketTargetTests
{
    private static readonly Guid Uuid = new("11111111-2222-3333-4444-555555555555");

    [Test]
    public async Task Syslog_OfMessage_HasPriorityTagAndLayout()
    {
        await using var lab = new LogLab();
        using var syslog = new DatagramListener(lab.SyslogPath);
        var log = Start(lab, new LoggingSettings { UseSyslog = true, SyslogFacility = 16 });

        TestLog.Missed(log, Uuid, 1, 2);

        syslog
            .ReceiveText()
            .Should()
            .MatchRegex(
                @"^<132>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d prog\[42\]: \d{4}-.* WARNING room \[-\] \[instance: 1111.*\] Missed 1 of 2\.0$"
            );
        (await lab.StandardErrorAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Syslog_WithoutSocket_TellsOnceAndComesBack()
    {
        await using var lab = new LogLab();
        var time = new ManualTimeProvider();
        var log = Start(lab, new LoggingSettings { UseSyslog = true }, time);

        TestLog.Says(log, "one");
        TestLog.Says(log, "two");
        var stderr = await lab.StandardErrorAsync();
        using var syslog = new DatagramListener(lab.SyslogPath);
        time.Advance(TargetQueue.RetryAfter);
        TestLog.Says(log, "three");

        stderr.Split("cannot be written").Should().HaveCount(2);
        stderr.Should().Contain("Guest says one").And.Contain("Guest says two").And.Contain("use_syslog = false");
        syslog.ReceiveText().Should().EndWith("Guest says three");
    }

    [Test]
    public async Task Syslog_WhenTheDaemonRestarts_LosesNothing()
    {
        await using var lab = new LogLab();
        var log = Start(lab, new LoggingSettings { UseSyslog = true });
        using (var first = new DatagramListener(lab.SyslogPath))
        {
            TestLog.Says(log, "one");
            first.ReceiveText().Should().EndWith("one");
        }

        File.Delete(lab.SyslogPath);
        using var second = new DatagramListener(lab.SyslogPath);
        TestLog.Says(log, "two");

        second.ReceiveText().Should().EndWith("two");
        (await lab.StandardErrorAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Journal_OfInstanceMessage_HasItsFields()
    {
        await using var lab = new LogLab();
        using var journal = new DatagramListener(lab.JournalPath);
        var log = Start(lab, new LoggingSettings { UseJournal = true });

        TestLog.Missed(log, Uuid, 1, 2);

        Fields(journal.Receive())
            .Should()
            .Contain("MESSAGE", $"[instance: {Uuid}] Missed 1 of 2.0")
            .And.Contain("PRIORITY", "4")
            .And.Contain("SYSLOG_IDENTIFIER", "prog")
            .And.Contain("LOGGER_NAME", "room")
            .And.Contain("LOGGER_LEVEL", "WARNING")
            .And.Contain("CODE_FUNC", "Missed")
            .And.Contain("INSTANCE_UUID", Uuid.ToString());
    }

    [Test]
    public async Task Journal_OfDefect_CarriesTheTraceInOneField()
    {
        await using var lab = new LogLab();
        using var journal = new DatagramListener(lab.JournalPath);
        var log = Start(lab, new LoggingSettings { UseJournal = true });

        TestLog.Failed(log, new InvalidOperationException("first\nsecond"));

        Fields(journal.Receive())["EXCEPTION_TEXT"].Should().Be("System.InvalidOperationException: first\nsecond");
    }

    [Test]
    public async Task Journal_OfAHugeMessage_CutsIt()
    {
        await using var lab = new LogLab();
        using var journal = new DatagramListener(lab.JournalPath);
        var log = Start(lab, new LoggingSettings { UseJournal = true });

        TestLog.Says(log, new string('ä', 1_000_000));

        var message = Fields(journal.Receive())["MESSAGE"];
        message.Should().StartWith("Guest says ä").And.EndWith("ä... (cut)");
        Encoding.UTF8.GetByteCount(message).Should().BeInRange(1000, 70_000);
        (await lab.StandardErrorAsync()).Should().BeEmpty();
    }

    private static ILogger Start(LogLab lab, LoggingSettings settings, TimeProvider? time = null) =>
        lab.Start(settings, time).Factory.CreateLogger("room");

    private static Dictionary<string, string> Fields(ReadOnlySpan<byte> entry)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (entry.Length > 0)
        {
            var end = entry.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString(entry[..end]);
            entry = entry[(end + 1)..];
            if (line.Split('=', 2) is [var name, var value])
            {
                fields[name] = value;
                continue;
            }

            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(entry);
            fields[line] = Encoding.UTF8.GetString(entry.Slice(8, length));
            entry = entry[(8 + length + 1)..];
        }

        return fields;
    }
}
