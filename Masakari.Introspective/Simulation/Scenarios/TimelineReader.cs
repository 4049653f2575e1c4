using System.Globalization;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>Reads what happens; a step that lasts <c>for</c> a time becomes two.</summary>
internal sealed class TimelineReader(string file, IReadOnlyList<string> guests)
{
    private const int Most = 10_000;

    private static readonly Dictionary<string, DomainEventId> Events = Enum.GetValues<DomainEventId>()
        .ToDictionary(id => Detection.Rulings.ReasonCode.Of(id), StringComparer.Ordinal);

    private static readonly string[] Kinds = ["do", "event", .. ScenarioActions.OfHost.Keys];

    public IReadOnlyList<ScenarioStep> Read(JsonItem root)
    {
        var steps = new List<ScenarioStep>();
        var before = TimeSpan.Zero;
        foreach (var item in root.Objects("timeline"))
        {
            item.Only(["at", "for", "guest", "note", .. Kinds]);
            var at = item.Seconds("at");
            if (at < before)
            {
                throw item.Wrong(
                    "at",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"time goes backwards: {at.TotalSeconds} s after {before.TotalSeconds} s; put the steps in order"
                    )
                );
            }

            before = at;
            steps.AddRange(ReadOne(item, at));
            if (steps.Count > Most)
            {
                throw item.Wrong("at", $"these are more than {Most} steps");
            }
        }

        return [.. steps.OrderBy(step => step.At)];
    }

    private IEnumerable<ScenarioStep> ReadOne(JsonItem item, TimeSpan at)
    {
        var kinds = Kinds.Where(item.Has).ToList();
        if (kinds is not [var kind])
        {
            throw JsonItem.Wrong(file, item.Json, $"a step has exactly one of these keys: {string.Join(", ", Kinds)}");
        }

        var steps = kind switch
        {
            "do" => OfGuests(item, new ScenarioStep(at, null, item.Word("do", ScenarioActions.OfGuests))),
            "event" => OfGuests(item, ReadEvent(item, at)),
            "nova" when item.Has("guest") => OfGuests(
                item,
                new ScenarioStep(at, null, ScenarioAction.NovaRecord)
                {
                    Nova = GuestReader.ReadNova(item.Object(kind)!),
                }
            ),
            _ => OfHost(item, new ScenarioStep(at, null, item.Word(kind, ScenarioActions.OfHost[kind]))),
        };
        return steps.SelectMany(step => WithEnd(item, step));
    }

    private IEnumerable<ScenarioStep> OfGuests(JsonItem item, ScenarioStep step) =>
        ScenarioReader.Guests(item, guests).Select(guest => step with { Guest = guest });

    private static IEnumerable<ScenarioStep> OfHost(JsonItem item, ScenarioStep step) =>
        item.Has("guest") ? throw item.Wrong("guest", "this step is about the host, not about a guest") : [step];

    private static IEnumerable<ScenarioStep> WithEnd(JsonItem item, ScenarioStep step)
    {
        if (ScenarioActions.NeedsFor(step.Action))
        {
            yield return step with
            {
                For = item.Seconds("for"),
            };
            yield break;
        }

        yield return step;
        var end = ScenarioActions.EndOf(step.Action);
        if (end is null && item.Has("for"))
        {
            throw item.Wrong("for", "nothing ends this step: leave 'for' out and write its end as a step of its own");
        }

        if (end is not null && (item.OptionalSeconds("for") ?? ScenarioActions.LastsOf(step.Action)) is { } lasts)
        {
            yield return new ScenarioStep(step.At + lasts, step.Guest, end.Value) { IsEnd = true };
        }
    }

    private static ScenarioStep ReadEvent(JsonItem item, TimeSpan at)
    {
        var seen = item.Object("event")!.Only("id", "type", "detail");
        return new ScenarioStep(at, null, ScenarioAction.Event)
        {
            Event = (seen.Word("id", Events), seen.Number("type", -1, 100, -1), seen.Number("detail", -1, 100, -1)),
        };
    }
}
