using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Protocol.Text;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.GuestPing.HealthCheck;

internal sealed class ExecReplyTests
{
    [Test]
    public void Read_Started_HasThePid() =>
        ExecReply.Read("""{"return":{"pid":4711}}""").Should().Be(new ExecReply(4711, false, null, ""));

    [Test]
    public void Read_Ended_HasCodeAndFirstLine() =>
        ExecReply
            .Read(Ended(3, "\nno lag file\u001b[2J\nsecond line"))
            .Should()
            .Be(new ExecReply(null, true, 3, "no lag file [2J"));

    [Test]
    public void Read_OnlyErrorOutput_HasItsFirstLine() =>
        ExecReply
            .Read("""{"return":{"exited":true,"exitcode":127,"err-data":"c2g6IHBnX2lzcmVhZHk6IG5vdCBmb3VuZAo="}}""")!
            .FirstLine.Should()
            .Be("sh: pg_isready: not found");

    [Test]
    public void Read_KilledBySignal_IsNotWell() =>
        ExecReply.Read("""{"return":{"exited":true,"signal":9}}""")!.IsWell.Should().BeFalse();

    [Test]
    public void Read_MuchOutput_IsCut() =>
        ExecReply.Read(Ended(1, new string('x', 1_000_000)))!.FirstLine.Should().HaveLength(WireText.LogMessage);

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"return":7}""")]
    [TestCase("""{"return":{"pid":"x","exited":"yes","out-data":3}}""", true)]
    [TestCase("""{"return":{"pid":1e99,"exited":true,"exitcode":1.5,"out-data":"?"}}""", true)]
    [TestCase("""{"return":[[[[[[[[]]]]]]]]}""")]
    public void Read_Nonsense_IsNoReply(string reply, bool isShaped = false)
    {
        var read = ExecReply.Read(reply);

        (read is not null).Should().Be(isShaped);
        (read?.IsWell ?? false).Should().BeFalse();
    }

    [FsCheck.NUnit.Property]
    public Property Read_Anything_NeverThrows() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
            text => ExecReply.Read(text) is null or { Pid: null }
        );

    private static string Ended(int code, string output) =>
        $$$"""{"return":{"exited":true,"exitcode":{{{code}}},"out-data":"{{{Convert.ToBase64String(
            Encoding.UTF8.GetBytes(output)
        )}}}"}}""";
}
