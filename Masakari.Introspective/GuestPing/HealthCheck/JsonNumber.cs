using System.Text.Json;

namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>Numbers from a guest: not every JSON value is one, and not every one fits.</summary>
internal static class JsonNumber
{
    public static bool TryGetNumber(this JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out number);
    }
}
