using System.Globalization;
using Masakari.Introspective.OpenStack;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>Reads the guests of a scenario.</summary>
internal static class GuestReader
{
    private const int Most = 1000;

    /// <summary>Nova's mem_stats_period_seconds.</summary>
    private const int NovasPeriod = 10;

    private static readonly Dictionary<string, GuestPower> Powers = Enum.GetValues<GuestPower>()
        .ToDictionary(power => power.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, AgentBehaviour?> Agents = new(StringComparer.Ordinal)
    {
        ["answers"] = AgentBehaviour.Answering,
        ["silent"] = AgentBehaviour.Silent,
        ["closed"] = AgentBehaviour.PortClosed,
        ["error"] = AgentBehaviour.ErrorReply,
        ["busy"] = AgentBehaviour.Busy,
        ["denied"] = AgentBehaviour.Denied,
        ["none"] = null,
    };

    public static IReadOnlyList<ScenarioGuest> Read(string file, JsonItem root, string host)
    {
        var guests = new List<ScenarioGuest>();
        foreach (var item in root.Objects("guests"))
        {
            item.Only("name", "uuid", "count", "state", "agent", "heartbeat", "balloon", "nova", "metadata", "note");
            var name = item.Text("name");
            var count = item.Number("count", 1, Most, otherwise: 0);
            foreach (var own in count == 0 ? [name] : Enumerable.Range(1, count).Select(i => Numbered(name, i)))
            {
                if (guests.Exists(guest => guest.Name == own))
                {
                    throw item.Wrong("name", $"there is a guest '{own}' already");
                }

                guests.Add(ReadOne(item, own, guests.Count + 1, host));
            }
        }

        return guests.Count is > 0 and <= Most
            ? guests
            : throw root.Wrong("guests", $"'guests' is a list of 1 to {Most} guests");
    }

    /// <summary>What an object says of a record in Nova.</summary>
    public static NovaChange ReadNova(JsonItem item)
    {
        item.Only("vm_state", "task_state", "host", "locked", "metadata", "extra_specs");
        return new NovaChange(
            item.OptionalText("vm_state"),
            item.OptionalText("task_state"),
            item.Has("task_state"),
            item.OptionalText("host"),
            item.OptionalFlag("locked"),
            item.Texts("metadata"),
            item.Texts("extra_specs")
        );
    }

    private static ScenarioGuest ReadOne(JsonItem item, string name, int number, string host)
    {
        var uuid = UuidOf(number);
        if (item.OptionalText("uuid") is { } text && !Guid.TryParseExact(text, "D", out uuid))
        {
            throw item.Wrong("uuid", $"'{text}' is no UUID");
        }

        var state = item.Has("state") ? item.Word("state", Powers) : GuestPower.Running;
        var agent = item.Has("agent") ? item.Word("agent", Agents) : AgentBehaviour.Answering;
        return new ScenarioGuest(
            name,
            uuid,
            state,
            agent,
            item.Flag("heartbeat", otherwise: false),
            item.Number("balloon", 0, 3600, otherwise: NovasPeriod) is > 0 and var period
                ? TimeSpan.FromSeconds(period)
                : null,
            NovaOf(item, uuid, name, host)
        );
    }

    private static NovaServer? NovaOf(JsonItem item, Guid uuid, string name, string host)
    {
        if (item.Json["nova"] is JValue { Type: JTokenType.Boolean, Value: false })
        {
            return null;
        }

        var server = new NovaServer
        {
            Id = uuid,
            Name = name,
            Host = host,
            VmState = "active",
        };
        server = item.Object("nova") is { } nova ? ReadNova(nova).Apply(server) : server;
        return item.Texts("metadata") is { } metadata ? server with { Metadata = metadata } : server;
    }

    private static string Numbered(string name, int i) => string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");

    /// <summary>The same in every run, and told apart at a glance.</summary>
    private static Guid UuidOf(int number) => new(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
