using System.Globalization;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Decisions;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>Makes a scenario of a file's JSON.</summary>
/// <param name="catalogue">Every option of the daemon.</param>
/// <param name="configure">Reads the watch from option values, as the daemon does.</param>
internal sealed class ScenarioReader(
    OptionCatalogue catalogue,
    Func<IReadOnlyDictionary<OptionKey, string>, MonitorOptions> configure
)
{
    /// <summary>masakari-api took a notification that masakari-engine acts on.</summary>
    public const string Sent = "sent";

    /// <summary>masakari-api was told something that masakari-engine does not act on.</summary>
    public const string Informed = "informed";

    /// <summary>How long a run goes on after the last thing that is written down.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> Decisions = Enum.GetValues<DecisionKind>()
        .Select(ReasonCode.Of)
        .Append(Sent)
        .Append(Informed)
        .ToDictionary(word => word, StringComparer.Ordinal);

    /// <exception cref="ScenarioException">The file is wrong: one line that says where.</exception>
    public Scenario Read(string file)
    {
        var root = ScenarioFile
            .Read(file)
            .Only("name", "description", "options", "guests", "timeline", "expect", "expectNothingElse", "until");
        var options = ReadOptions(file, root);
        var guests = GuestReader.Read(file, root, options.Inventory.HostName);
        var names = guests.Select(guest => guest.Name).ToList();
        var timeline = new TimelineReader(file, names).Read(root);
        var expected = ReadExpectations(file, root, names);
        var last = timeline
            .Select(step => step.At)
            .Concat(expected.Select(expectation => expectation.To))
            .DefaultIfEmpty()
            .Max();
        return new Scenario(
            file,
            root.Text("name"),
            root.OptionalText("description") ?? "",
            options,
            guests,
            timeline,
            expected,
            root.Flag("expectNothingElse", otherwise: true),
            root.OptionalSeconds("until") ?? last + Afterwards
        );
    }

    /// <summary>The guests that a name means: one, or with a star at its end all that begin with it.</summary>
    public static IReadOnlyList<string> Guests(JsonItem item, IReadOnlyList<string> names)
    {
        var name = item.Text("guest");
        var found = name.EndsWith('*')
            ? names.Where(candidate => candidate.StartsWith(name[..^1], StringComparison.Ordinal)).ToList()
            : [.. names.Where(candidate => candidate == name)];
        return found.Count > 0
            ? found
            : throw item.Wrong("guest", $"there is no guest '{name}'{JsonItem.Meant(name, names)}");
    }

    private MonitorOptions ReadOptions(string file, JsonItem root)
    {
        var values = new Dictionary<OptionKey, string>();
        foreach (var property in root.Object("options")?.Json.Properties() ?? [])
        {
            values[KeyOf(file, property)] = property.Value is JArray list
                ? string.Join(',', list.Select(root.Plain))
                : root.Plain(property.Value);
        }

        try
        {
            return configure(values);
        }
        catch (ConfigException mistake)
        {
            throw root.Wrong("options", mistake.Message.Split('\n')[0]);
        }
    }

    private OptionKey KeyOf(string file, JProperty property)
    {
        var dot = property.Name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0)
        {
            var key = new OptionKey(OptionKey.NormalizeGroup(property.Name[..dot]), property.Name[(dot + 1)..]);
            if (catalogue.Find(key) is { } option)
            {
                return option.Key;
            }
        }

        var known = catalogue
            .Options.Where(option => !option.Ignored)
            .Select(option => $"{option.Group}.{option.Name}");
        throw JsonItem.Wrong(
            file,
            property,
            $"'{property.Name}' is no option (group.option){JsonItem.Meant(property.Name, known)}"
        );
    }

    private static List<Expectation> ReadExpectations(string file, JsonItem root, IReadOnlyList<string> names)
    {
        var expected = new List<Expectation>();
        foreach (var item in root.Objects("expect"))
        {
            item.Only("between", "guest", "decision", "code", "note");
            var between = item.List("between");
            if (between.Count != 2)
            {
                throw item.Wrong("between", "the key 'between' needs two times: [from, to]");
            }

            var (from, to) = (item.SecondsOf(between[0]), item.SecondsOf(between[1]));
            if (to < from)
            {
                throw JsonItem.Wrong(
                    file,
                    between[1],
                    string.Create(CultureInfo.InvariantCulture, $"it ends before it begins ({from.TotalSeconds} s)")
                );
            }

            var decision = item.Word("decision", Decisions);
            var code = item.OptionalText("code");
            expected.AddRange(Guests(item, names).Select(guest => new Expectation(from, to, guest, decision, code)));
        }

        return expected;
    }
}
