using Masakari.Introspective.Cli.Control;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Notifications.Outcomes;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics;

/// <summary>What each command prints, as text and as JSON, for a healthy, a suspect, a held and a reported instance.</summary>
[NonParallelizable]
internal sealed class CommandOutputTests
{
    [Test]
    public async Task Healthy_EachCommand_PrintsAsAgreed()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);

        await CheckAsync(rig, "healthy");
    }

    [Test]
    public async Task Suspect_EachCommand_PrintsAsAgreed()
    {
        await using var rig = await ControlRig.OpenAsync();
        Suspect(rig);

        await CheckAsync(rig, "suspect");
    }

    [Test]
    public async Task Held_EachCommand_PrintsAsAgreed()
    {
        await using var rig = await ControlRig.OpenAsync();
        Hold(rig);

        await CheckAsync(rig, "held");
    }

    [Test]
    public async Task Reported_EachCommand_PrintsAsAgreed()
    {
        await using var rig = await ControlRig.OpenAsync();
        Hold(rig);
        rig.Monitor.Holds.Release(ControlRig.Guest, "bob");
        rig.Monitor.Advance(15);
        var report = rig.Monitor.Notifier.Reported[^1];
        rig.Monitor.Notifier.DeliverAll();
        rig.Delivery.Book.Stored(report, "record-1");
        rig.Monitor.Advance(5);
        rig.Delivery.Book.Take(new Outcome(OutcomeKind.Failed, "record-1", TimeSpan.FromSeconds(5)));

        await CheckAsync(rig, "reported");
    }

    private static void Suspect(ControlRig rig)
    {
        rig.Monitor.Advance(30);
        rig.Monitor.Libvirt.SetAgent(rig.Domain, AgentBehaviour.Silent);
        while (rig.Monitor.DetectorOf(rig.Domain).Misses == 0)
        {
            rig.Monitor.Advance(0.5);
        }
    }

    private static void Hold(ControlRig rig)
    {
        Suspect(rig);
        rig.Monitor.Holds.Set(ControlRig.Guest, "kernel debugging", "alice", TimeSpan.FromMinutes(30));
        rig.Monitor.Advance(20);
    }

    private static async Task CheckAsync(ControlRig rig, string state)
    {
        const string One = "/v1/instances/instance";
        await CheckAsync<StatusView>(rig, state, "status", "/v1/status", StatusCommand.PrintText);
        await CheckAsync<List<InstanceView>>(rig, state, "instances", "/v1/instances", InstancesCommand.PrintText);
        await CheckAsync<InstanceDetail>(rig, state, "instance", One, InstanceCommand.PrintText);
        await CheckAsync<ExplainView>(rig, state, "explain", One + "/story", ExplainCommand.PrintText);
        await CheckAsync<ExplainView>(
            rig,
            state,
            "explain-at",
            One + "/story?at=2026-11-21T02:23:40Z",
            ExplainCommand.PrintText
        );
        await CheckAsync<List<EventView>>(rig, state, "events", "/v1/events", EventsCommand.PrintText);
        await CheckAsync<List<HoldRow>>(rig, state, "holds", "/v1/holds", HoldCommands.PrintText);
        await CheckAsync<NotificationsView>(
            rig,
            state,
            "notifications",
            "/v1/notifications",
            NotificationsCommand.PrintText
        );
    }

    private static async Task CheckAsync<T>(
        ControlRig rig,
        string state,
        string command,
        string path,
        Action<TextWriter, T> print
    )
    {
        var document = await rig.Client.GetAsync<T>(path, CancellationToken.None);
        using var text = new StringWriter();
        print(text, document);
        GoldenFiles.Check($"{state}-{command}.txt", text.ToString());
        using var json = new StringWriter();
        JsonOutput.Write(json, document);
        GoldenFiles.Check($"{state}-{command}.json", json.ToString());
    }
}
