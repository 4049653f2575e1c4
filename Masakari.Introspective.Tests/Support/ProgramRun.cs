using System.Diagnostics;

namespace Masakari.Introspective.Tests.Support;

/// <summary>One run of the program to its end, as from a shell with its output on pipes.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <exception cref="TimeoutException">It did not end within a minute.</exception>
    public static async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(MonitorProcess.Program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var start = TimeProvider.System.GetTimestamp();
        process.Start();
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end within {Limit}.", e);
        }

        return new ProgramRun(
            process.ExitCode,
            await output,
            (await errors).Trim(),
            TimeProvider.System.GetElapsedTime(start)
        );
    }
}
