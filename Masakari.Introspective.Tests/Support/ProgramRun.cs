using System.Diagnostics;

namespace Masakari.Introspective.Tests.Support;

/// <summary>One run of a program to its end, as from a shell with its output on pipes.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    /// <summary>Runs a program; when its time is over it is killed with all that it started.</summary>
    /// <exception cref="TimeoutException">It did not end within that time.</exception>
    public static async Task<ProgramRun> OfAsync(string program, TimeSpan within, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var start = TimeProvider.System.GetTimestamp();
        process.Start();
        using var limit = new CancellationTokenSource(within);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {within}.", e);
        }

        return new ProgramRun(
            process.ExitCode,
            await output,
            (await errors).Trim(),
            TimeProvider.System.GetElapsedTime(start)
        );
    }
}
