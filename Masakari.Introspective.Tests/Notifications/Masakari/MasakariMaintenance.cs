using System.Text;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>Switches a host's maintenance in a real masakari, as an operator does.</summary>
internal static class MasakariMaintenance
{
    public static async Task SetAsync(Uri api, string? token, string host, bool value)
    {
        using var http = new HttpClient { BaseAddress = api };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        }

        var segments = JObject.Parse(await http.GetStringAsync(new Uri("segments", UriKind.Relative)));
        foreach (var segment in segments["segments"]!)
        {
            var hosts = JObject.Parse(
                await http.GetStringAsync(new Uri($"segments/{segment["uuid"]}/hosts", UriKind.Relative))
            );
            foreach (
                var found in hosts["hosts"]!.Where(h =>
                    string.Equals((string?)h["name"], host, StringComparison.Ordinal)
                )
            )
            {
                var body = new JObject { ["host"] = new JObject { ["on_maintenance"] = value } };
                using var content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
                using var answer = await http.PutAsync(
                    new Uri($"segments/{segment["uuid"]}/hosts/{found["uuid"]}", UriKind.Relative),
                    content
                );
                answer.EnsureSuccessStatusCode();
                return;
            }
        }

        Assert.Fail($"Host {host} is in no segment of {api}.");
    }
}
