using System.Globalization;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>The holds in force: at most one for each instance, and one for the host. Pure.</summary>
internal sealed class HoldBook
{
    /// <summary>The longest time of a hold: one that is forgotten must not leave guests without recovery for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Most holds at a time.</summary>
    public const int Most = 1000;

    /// <summary>Most bytes of a reason.</summary>
    public const int MostReason = 200;

    /// <summary>Most bytes of a name.</summary>
    public const int MostWho = 64;

    // The host's own hold has no instance, which a dictionary cannot hold as a key.
    private readonly Dictionary<Guid, PersonHold> _holds = [];

    /// <summary>The host's first, then by their end.</summary>
    public IReadOnlyList<PersonHold> All =>
        [.. _holds.Values.OrderBy(hold => hold.Instance is not null).ThenBy(hold => hold.Until)];

    /// <summary>Sets a hold, in place of an earlier one on the same instance or host.</summary>
    /// <exception cref="HoldRefusedException">Too long, too short, without a reason, or too many.</exception>
    public PersonHold Set(Guid? instance, string reason, string who, TimeSpan duration, DateTimeOffset now)
    {
        var target = instance?.ToString() ?? "the host";
        if (duration <= TimeSpan.Zero || duration > Longest)
        {
            throw new HoldRefusedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{target} cannot be held for {duration}: a hold lasts from 1 s to {Longest.TotalDays:0} days; set it anew when it ends"
                )
            );
        }

        var words = WireText.Clean(reason, MostReason).Trim();
        if (words.Length == 0)
        {
            throw new HoldRefusedException(
                $"{target} is not held without a reason: say why, for whoever finds the hold"
            );
        }

        if (_holds.Count >= Most && !_holds.ContainsKey(KeyOf(instance)))
        {
            throw new HoldRefusedException(
                $"{target} cannot be held: there are {Most} holds already; hold the host instead"
            );
        }

        var name = WireText.Clean(who, MostWho).Trim();
        var hold = new PersonHold(instance, words, name.Length == 0 ? "somebody" : name, now, now + duration);
        _holds[KeyOf(instance)] = hold;
        return hold;
    }

    /// <summary>Takes up a hold that was written down, within the same bounds.</summary>
    /// <returns>Whether it is fit to be one; an ended one is, and is forgotten.</returns>
    public bool Restore(PersonHold hold, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(hold.Reason) || string.IsNullOrWhiteSpace(hold.Who) || _holds.Count >= Most)
        {
            return false;
        }

        // Somebody edited the file, or the clock was set back.
        var latest = Min(hold.Created, now) + Longest;
        var bounded = hold with
        {
            Reason = WireText.Clean(hold.Reason, MostReason),
            Who = WireText.Clean(hold.Who, MostWho),
            Until = Min(hold.Until, latest),
        };
        _holds[KeyOf(hold.Instance)] = bounded;
        return true;
    }

    /// <returns>The hold that ends; null where there is none.</returns>
    public PersonHold? Release(Guid? instance) => _holds.Remove(KeyOf(instance), out var hold) ? hold : null;

    /// <summary>Takes out the holds that have ended.</summary>
    public IReadOnlyList<PersonHold> Expire(DateTimeOffset now)
    {
        if (_holds.Count == 0)
        {
            return [];
        }

        var ended = _holds.Values.Where(hold => hold.Until <= now).ToList();
        ended.ForEach(hold => _holds.Remove(KeyOf(hold.Instance)));
        return ended;
    }

    /// <summary>The hold that is in force for the instance, its own before the host's; null where none is.</summary>
    public PersonHold? For(Guid instance, DateTimeOffset now) => InForce(instance, now) ?? InForce(null, now);

    private PersonHold? InForce(Guid? instance, DateTimeOffset now) =>
        _holds.TryGetValue(KeyOf(instance), out var hold) && now < hold.Until ? hold : null;

    private static Guid KeyOf(Guid? instance) => instance ?? Guid.Empty;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
