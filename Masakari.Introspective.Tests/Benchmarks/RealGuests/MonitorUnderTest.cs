using System.Collections.Concurrent;
using System.Diagnostics;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>A monitor as its own process, ours or Debian's, with its log lines and when they came.</summary>
internal sealed class MonitorUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<(TimeSpan At, string Line)> _lines = new();

    private MonitorUnderTest(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        StartedAt = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public long StartedAt { get; }

    public int Id => _process.Id;

    /// <summary>Its log, with the time since its start.</summary>
    public IReadOnlyList<(TimeSpan At, string Line)> Lines => [.. _lines];

    /// <param name="program">Path of the program.</param>
    /// <param name="words">Arguments before --config-file.</param>
    public static MonitorUnderTest Start(string program, string configuration, params string[] words)
    {
        var folder = Directory.CreateTempSubdirectory("bench-monitor-");
        var file = Path.Combine(folder.FullName, "masakarimonitors.conf");
        File.WriteAllText(
            file,
            $"{configuration}\n[masakari_introspective]\nstate_path = {folder.FullName}/state\n"
                + $"control_socket = {folder.FullName}/control.sock\n"
        );
        var start = new ProcessStartInfo(program, [.. words, "--config-file", file])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new MonitorUnderTest(new Process { StartInfo = start }, folder);
    }

    /// <summary>The first line with both texts, and when it came.</summary>
    /// <param name="after">Lines of before do not count.</param>
    public async Task<TimeSpan> WaitForAsync(string text, string also = "", TimeSpan after = default, int seconds = 90)
    {
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            foreach (var (at, line) in _lines)
            {
                if (
                    at > after
                    && line.Contains(text, StringComparison.Ordinal)
                    && line.Contains(also, StringComparison.Ordinal)
                )
                {
                    return at;
                }
            }

            if (_process.HasExited)
            {
                break;
            }

            await Task.Delay(20);
        }

        var log = string.Join('\n', _lines.TakeLast(30).Select(line => line.Line));
        throw new TimeoutException($"the monitor did not say '{text}' ('{also}'):\n{log}");
    }

    public TimeSpan Uptime => Stopwatch.GetElapsedTime(StartedAt);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue((Uptime, line));
        }
    }
}
