using System.Net;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Http;

/// <summary>A service's answer, whatever its status.</summary>
internal sealed record ApiResponse(HttpStatusCode Status, string Body)
{
    private const int MaxMessageLength = 500;

    /// <summary>X-Subject-Token of a Keystone answer: a secret.</summary>
    public string? SubjectToken { get; init; }

    /// <summary>The server's clock when it answered, in whole seconds; null where it does not say.</summary>
    public DateTimeOffset? Date { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>
    /// The message of an OpenStack fault body (<c>{"badRequest": {"code": 400, "message": "..."}}</c>), or the start of
    /// whatever a proxy answered.
    /// </summary>
    public string Message
    {
        get
        {
            var text = ApiJson.TryParse(Body) is { } json ? MessageOf(json) : null;
            return Shorten(text ?? Body);
        }
    }

    /// <summary>Status and message for logs.</summary>
    public override string ToString() => $"HTTP {(int)Status}: {Message}";

    private static string? MessageOf(JObject json) =>
        json.Properties()
            .Select(p => p.Value)
            .OfType<JObject>()
            .Select(o => ApiJson.Text(o, "message"))
            .FirstOrDefault(m => m is not null)
        ?? ApiJson.Text(json, "message");

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxMessageLength ? line : line[..MaxMessageLength] + "...";
    }
}
