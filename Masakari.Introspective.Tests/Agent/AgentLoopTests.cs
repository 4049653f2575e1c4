using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>The whole agent in this process, between a fake host and applications of the test's.</summary>
[TestFixture]
internal sealed class AgentLoopTests
{
    private TemporaryFolder _folder = null!;
    private AgentOptions _options = null!;

    [SetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        _options = ConfigReader.Defaults();
        _options.Device = _folder.Combine("port");
        _options.AppSocket = _folder.Combine("apps");
        _options.Name = "vm";
        _options.CorrectiveAction = CorrectiveAction.Reboot;
    }

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    [TestCase(PortFormat.Auto)]
    [TestCase(PortFormat.Base)]
    public async Task Run_WithAHost_RegistersAnswersAndSaysGoodbye(PortFormat format)
    {
        _options.Format = format;
        using var host = new FakeHost(_options.Device, hasBase: format is PortFormat.Base);
        using var agent = new RunningAgent(_options);

        var init = await host.RegisterAsync();
        var answer = await host.AskAsync(12_684_427);
        agent.Stop();
        var exit = await host.ReceiveAsync<ExitNotice>();

        (init.Name, init.IntervalMs, init.VoteSecs, init.CorrectiveAction)
            .Should()
            .Be(("vm", 1000, 9, CorrectiveAction.Reboot));
        (answer.Value, answer.Health, answer.CorrectiveAction, answer.LogMessage)
            .Should()
            .Be((12_684_427, Health.Healthy, CorrectiveAction.Reboot, ""));
        exit.LogMessage.Should().Be("the guest agent stops");
        (init.Sequence, answer.Sequence, exit.Sequence).Should().Be((1, 2, 3));
    }

    [Test]
    public async Task Run_BeforeThereIsAPort_FindsItWhenItComes()
    {
        using var agent = new RunningAgent(_options);
        using var app = new AppClient(_options.AppSocket);
        // The loop turns already.
        (await app.AskAsync("MARK x 100000"))
            .Should()
            .Be("OK");

        using var host = new FakeHost(_options.Device);

        (await host.RegisterAsync()).Name.Should().Be("vm");
    }

    [Test]
    public async Task Run_WhenTheHostGoesAndComesBack_RegistersAnewWithAnotherId()
    {
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        var first = await host.RegisterAsync();
        await host.AskAsync(1);

        host.Leave();
        var second = await host.RegisterAsync();
        var answer = await host.AskAsync(2);

        second.InvocationId.Should().NotBe(first.InvocationId);
        answer.Value.Should().Be(2);
    }

    [Test]
    public async Task Run_WithSeveralChallengesAtOnce_AnswersTheLast()
    {
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        await host.RegisterAsync();
        var codec = new PortCodec(hasBase: false);

        await host.SendAsync([.. codec.Encode(new Challenge(1, 1)), .. codec.Encode(new Challenge(2, 2))]);

        (await host.ReceiveAsync<ChallengeResponse>()).Value.Should().Be(2);
    }

    [Test]
    public async Task Run_WithApplications_AnswersForAllOfThem()
    {
        _options.AppGraceMs = 0;
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        await host.RegisterAsync();
        using var well = new AppClient(_options.AppSocket);
        var ill = new AppClient(_options.AppSocket);
        await well.AskAsync("""{"type":"register","name":"web","interval_ms":60000}""");
        await ill.AskAsync("""{"type":"register","name":"db","interval_ms":60000,"corrective_action":"stop"}""");

        (await host.AskAsync(1)).Health.Should().Be(Health.Healthy);
        await ill.HearAsync();
        await ill.SayAsync("""{"type":"response","id":2,"health":"unhealthy","text":"disk is full"}""");
        var first = await host.AskUntilAsync(answer => answer.Health is Health.Unhealthy);
        var second = await host.AskAsync(3);
        ill.Dispose();
        var vanished = await host.AskUntilAsync(answer =>
            answer.LogMessage.Contains("ended", StringComparison.Ordinal)
        );
        using var shell = new AppClient(_options.AppSocket);
        await shell.AskAsync("CLEAR db");
        var cleared = await host.AskAsync(4);

        (first.CorrectiveAction, first.LogMessage).Should().Be((CorrectiveAction.Stop, "db: disk is full"));
        second.CorrectiveAction.Should().Be(CorrectiveAction.None, "it has been asked for");
        vanished.LogMessage.Should().Be("db: ended without deregistering");
        cleared.Health.Should().Be(Health.Healthy);
    }

    [Test]
    public async Task Run_WithAnApplicationThatIsRestarted_StaysWell()
    {
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        await host.RegisterAsync();
        const string Register = """{"type":"register","name":"db","interval_ms":60000}""";
        var killed = new AppClient(_options.AppSocket);
        await killed.AskAsync(Register);

        killed.Dispose();
        var during = await host.AskAsync(1);
        using var again = new AppClient(_options.AppSocket);
        var answer = await again.AskAsync(Register);

        during.Health.Should().Be(Health.Healthy);
        answer.Should().Be("""{"type":"registered"}""");
        (await host.AskAsync(2)).Health.Should().Be(Health.Healthy);
    }

    [Test]
    public async Task Run_AfterARestart_KnowsWhoIsLost()
    {
        _options.AppGraceMs = 0;
        using var host = new FakeHost(_options.Device);
        using (var first = new RunningAgent(_options))
        {
            await host.RegisterAsync();
            var app = new AppClient(_options.AppSocket);
            await app.AskAsync("""{"type":"register","name":"db","interval_ms":60000,"corrective_action":"reboot"}""");
            app.Dispose();
            await host.AskUntilAsync(answer => answer.Health is Health.Unhealthy);
        }

        host.Leave();
        using var second = new RunningAgent(_options);
        await host.RegisterAsync();
        var lost = await host.AskAsync(1);

        (lost.Health, lost.LogMessage, lost.CorrectiveAction)
            .Should()
            .Be((Health.Unhealthy, "db: ended without deregistering", CorrectiveAction.Reboot));
    }

    [Test]
    public async Task Run_WithAHealthScript_SaysItsFirstLine()
    {
        _options.HealthScript = Script("echo disk is full; exit 1");
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        await host.RegisterAsync();

        var answer = await host.AskUntilAsync(a => a.Health is Health.Unhealthy);

        (answer.CorrectiveAction, answer.LogMessage).Should().Be((CorrectiveAction.Reboot, "disk is full"));
    }

    [TestCase("exit 0", NotificationType.Revocable, VoteResult.Accept, "")]
    [TestCase("exit 0", NotificationType.Irrevocable, VoteResult.Complete, "")]
    [TestCase("echo $1 $2; exit 1", NotificationType.Revocable, VoteResult.Reject, "live_migrate_begin revocable")]
    [TestCase("sleep 1000", NotificationType.Revocable, VoteResult.Timeout, "no answer from event script")]
    [TestCase(null, NotificationType.Revocable, VoteResult.Complete, "")]
    public async Task Run_AskedForAnEvent_AnswersWithTheScriptsResult(
        string? script,
        NotificationType type,
        VoteResult expected,
        string text
    )
    {
        _options.EventScript = script is null ? "" : Script(script);
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        var init = await host.RegisterAsync();
        // Long for scripts that answer, short for the one that does not.
        var timeoutMs = expected is VoteResult.Timeout ? 1200 : 100_000;

        await host.SendAsync(new ActionNotify(9, init.InvocationId, GuestEvent.LiveMigrateBegin, type, timeoutMs));
        var answer = await host.ReceiveAsync<ActionResponse>();

        (answer.VoteResult, answer.LogMessage, answer.InvocationId, answer.Event, answer.NotificationType)
            .Should()
            .Be((expected, text, init.InvocationId, GuestEvent.LiveMigrateBegin, type));
    }

    [Test]
    public async Task Run_AskedForAnEvent_LetsApplicationsVote()
    {
        using var host = new FakeHost(_options.Device);
        using var agent = new RunningAgent(_options);
        using var app = new AppClient(_options.AppSocket);
        await app.AskAsync("""{"type":"register","name":"db","interval_ms":60000}""");
        await app.HearAsync();
        var init = await host.RegisterAsync();

        await host.SendAsync(
            new ActionNotify(9, init.InvocationId, GuestEvent.Stop, NotificationType.Revocable, 100_000)
        );
        var question = await app.HearAsync();
        await app.SayAsync("""{"type":"vote_result","id":1,"vote":"reject","text":"standby is not ready"}""");
        var answer = await host.ReceiveAsync<ActionResponse>();

        question.Should().Be("""{"type":"vote","id":1,"event":"stop","timeout_ms":99000}""");
        (answer.VoteResult, answer.LogMessage).Should().Be((VoteResult.Reject, "db: standby is not ready"));
    }

    [Test]
    public async Task Run_WithMoreClientsThanItTakes_LetsNewOnesIn()
    {
        using var agent = new RunningAgent(_options);
        using var app = new AppClient(_options.AppSocket);
        await app.AskAsync("""{"type":"register","name":"db","interval_ms":60000}""");
        await app.HearAsync();
        var idle = Enumerable.Range(0, 40).Select(_ => new AppClient(_options.AppSocket)).ToList();

        using var last = new AppClient(_options.AppSocket);
        var answer = await last.AskAsync("MARK x 100000");

        answer.Should().Be("OK");
        (await idle[0].HearAsync()).Should().BeNull("the oldest that did not register made room");
        (await app.AskAsync("MARK db 1000")).Should().Be("ERROR db is registered by an application");
        idle.ForEach(client => client.Dispose());
    }

    [Test]
    public async Task Run_WithALineThatIsTooLong_ClosesTheConnection()
    {
        using var agent = new RunningAgent(_options);
        using var app = new AppClient(_options.AppSocket);

        var answer = await app.AskAsync(new string('x', 5000));

        answer.Should().Be("""{"type":"error","text":"a line has at most 4096 bytes"}""");
        (await app.HearAsync()).Should().BeNull();
    }

    [Test]
    public void Constructor_WhileAnotherAgentServes_SaysSo()
    {
        using var agent = new RunningAgent(_options);

        var second = () => new RunningAgent(_options);

        second.Should().Throw<IOException>().WithMessage("app-socket *: another agent serves it");
    }

    [TestCase("", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [TestCase("0", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public void AppSocket_OfAGroup_IsOpenToNobodyElse(string group, UnixFileMode expected)
    {
        _options.AppGroup = group;
        LeaveASocketBehind(_options.AppSocket);

        using var agent = new RunningAgent(_options);

        File.GetUnixFileMode(_options.AppSocket).Should().Be(expected);
    }

    [Test]
    public void Constructor_WhereAFileIs_LeavesItAlone()
    {
        File.WriteAllText(_options.AppSocket, "somebody's");

        var create = () => new RunningAgent(_options);

        create.Should().Throw<IOException>().WithMessage("app-socket *: there is a file that is no socket; *");
        File.Exists(_options.AppSocket).Should().BeTrue();
    }

    private static void LeaveASocketBehind(string path)
    {
        var link = path + ".old";
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(link));
        // Under another name than the one that is deleted with the socket.
        File.Move(link, path);
    }

    private string Script(string text)
    {
        var path = _folder.Combine("script");
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
