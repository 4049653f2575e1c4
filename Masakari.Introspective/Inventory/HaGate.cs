using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Inventory;

/// <summary>masakari-engine's own gate, as far as it can be read from here.</summary>
internal static class HaGate
{
    /// <summary>Whether the engine would act; null where Nova could not be read.</summary>
    public static bool? Read(NovaServer? server, string key) =>
        server is null ? null
        : server.Metadata.TryGetValue(key, out var value)
            ? value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase)
        : false;

    /// <summary>The same in words.</summary>
    public static string Words(bool? gate) =>
        gate switch
        {
            true => "true",
            false => "false",
            null => "not known",
        };
}
