namespace Masakari.Introspective.Inventory;

/// <summary>Reads a switch from metadata, extra specs or image properties.</summary>
internal static class MetadataSwitch
{
    /// <summary>The first of the keys that says yes or no; null where none does.</summary>
    public static bool? Read(IReadOnlyDictionary<string, string>? values, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (values is not null && values.TryGetValue(key, out var text) && Meaning(text) is { } meaning)
            {
                return meaning;
            }
        }

        return null;
    }

    private static bool? Meaning(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "ON" => true,
            "FALSE" or "0" or "NO" or "OFF" => false,
            _ => null,
        };
}
