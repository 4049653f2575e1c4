using System.Text.Json;
using Masakari.Introspective.Diagnostics.Json;
using Microsoft.AspNetCore.Http;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Writes answers.</summary>
internal static class ControlReply
{
    public static Task JsonAsync<T>(HttpContext context, T document)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, document, ViewJson.Compact, context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, ControlRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        return JsonAsync(context, new ControlProblem(refusal.Message));
    }
}
