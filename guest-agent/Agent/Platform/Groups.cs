using System.Globalization;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>The system's groups.</summary>
internal static unsafe class Groups
{
    /// <returns>Null for an empty name.</returns>
    /// <exception cref="IOException">There is no such group.</exception>
    public static uint? Number(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        // struct group: two pointers, then the number.
        var group = Libc.GroupOf(name);
        return group is null
            ? throw new IOException($"app-group {name}: no such group; name another, or make it with groupadd")
            : *(uint*)(group + (2 * sizeof(byte*)));
    }
}
