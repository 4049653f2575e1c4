using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Masakari.Introspective.Tests.Support;

/// <summary>Debian's Prometheus as a process of the test: a loopback port and a data folder of its own, and our rules.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly HttpClient _http;

    /// <param name="target">Port of the loopback address to scrape every 2 s.</param>
    public PrometheusServer(int target)
    {
        var port = FreePort.Find();
        var configuration = _folder.Combine("prometheus.yml");
        File.WriteAllText(
            configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                global:
                  scrape_interval: 2s
                  scrape_timeout: 2s
                  evaluation_interval: 2s
                rule_files:
                  - {{MonitoringFiles.Rules}}
                scrape_configs:
                  - job_name: masakari-introspective
                    static_configs:
                      - targets: ["127.0.0.1:{{target}}"]

                """
            )
        );
        _process = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/prometheus",
                [
                    $"--config.file={configuration}",
                    $"--storage.tsdb.path={_folder.Combine("data")}",
                    string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
                    "--log.level=error",
                ]
            )
        )!;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Waits until a query has a result.</summary>
    public async Task WaitForAsync(string query, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if ((await QueryAsync(query, cancellationToken)).Count > 0)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It is still starting.
            }

            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"'{query}' has no result.", e);
            }
        }
    }

    /// <summary>The series that a query gives now.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string query, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([new KeyValuePair<string, string>("query", query)]);
        using var response = await _http.PostAsync(new Uri("/api/v1/query", UriKind.Relative), form, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("status").GetString() is "success"
            ? [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()]
            : throw new InvalidOperationException($"{query}: {answer}");
    }

    /// <summary>The rules as Prometheus sees them.</summary>
    public async Task<IReadOnlyList<JsonElement>> RulesAsync(CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(
            new Uri("/api/v1/rules", UriKind.Relative),
            cancellationToken
        );
        return
        [
            .. answer
                .GetProperty("data")
                .GetProperty("groups")
                .EnumerateArray()
                .SelectMany(group => group.GetProperty("rules").EnumerateArray()),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }
}
