using System.Globalization;
using System.Text.Json;
using Masakari.Introspective.Diagnostics.Json;
using Microsoft.AspNetCore.Http;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Reads what a request says; one clear error for what is wrong with it.</summary>
internal static class ControlQuestion
{
    public static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    /// <summary>A part of the query; null where it is absent.</summary>
    public static string? Text(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text
            ? text
            : null;

    /// <exception cref="ControlRefusal">It is no time.</exception>
    public static DateTimeOffset? Time(HttpContext context, string name) =>
        Text(context, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
        : throw ControlRefusal.BadRequest($"'{name}' is no time of ISO 8601: '{text}'");

    /// <exception cref="ControlRefusal">It is neither true nor false.</exception>
    public static bool Flag(HttpContext context, string name) =>
        Text(context, name) switch
        {
            null or "false" => false,
            "true" => true,
            { } other => throw ControlRefusal.BadRequest($"'{name}' is true or false, not '{other}'"),
        };

    /// <exception cref="ControlRefusal">It is not the object that is expected.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(
                    context.Request.Body,
                    ViewJson.Strict,
                    context.RequestAborted
                ) ?? throw ControlRefusal.BadRequest("The body is null, not an object.");
        }
        catch (JsonException malformed)
        {
            throw ControlRefusal.BadRequest($"The body is not as expected: {malformed.Message}");
        }
    }
}
