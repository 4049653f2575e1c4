using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>Finds the instance that a person means: by uuid, domain name or Nova name, whole or a prefix that fits no other.</summary>
internal static class InstanceFinder
{
    private const int MostNamed = 5;

    /// <exception cref="ControlRefusal">None fits, or several do.</exception>
    public static InstanceMonitor Find(InstanceTable instances, string id)
    {
        if (Guid.TryParse(id, out var uuid) && instances.Find(uuid) is { } exact)
        {
            return exact;
        }

        var named = instances.All.Where(one => one.Domain.Name == id || one.DisplayName == id).ToList();
        if (named.Count == 0)
        {
            named =
            [
                .. instances.All.Where(one =>
                    one.Uuid.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)
                    || one.Domain.Name.StartsWith(id, StringComparison.Ordinal)
                    || one.DisplayName.StartsWith(id, StringComparison.Ordinal)
                ),
            ];
        }

        return named.Count switch
        {
            1 => named[0],
            0 => throw ControlRefusal.NotFound(
                $"No instance on this host is or begins with '{id}' (uuid, domain name or Nova name): `instances` lists them"
            ),
            _ => throw ControlRefusal.BadRequest($"'{id}' fits {named.Count} instances: {Names(named)}"),
        };
    }

    private static string Names(List<InstanceMonitor> some)
    {
        var shown = some.Take(MostNamed).Select(one => $"{one.DisplayName} ({one.Uuid})");
        return string.Join(", ", shown) + (some.Count > MostNamed ? $" and {some.Count - MostNamed} more" : "");
    }
}
