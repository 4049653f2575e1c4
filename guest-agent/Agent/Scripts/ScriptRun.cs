using System.Globalization;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Scripts;

/// <summary>A script that runs: its output, its end, its time limit. Times are ms of the loop's clock.</summary>
internal sealed class ScriptRun : IDisposable
{
    /// <summary>Ms between two looks for the end of one that has closed its output, or left it to a process of its own.</summary>
    private const int LookMs = 100;

    private const int LookSoonMs = 5;

    private readonly FirstLine _line = new();
    private readonly byte[] _buffer = new byte[1024];
    private readonly ChildProcess _process;
    private readonly string _what;
    private readonly long _deadline;
    private readonly long _limitMs;
    private long _lookAt;
    private bool _isClosed;

    private ScriptRun(ChildProcess process, string what, long limitMs, long now)
    {
        _process = process;
        _what = what;
        _limitMs = limitMs;
        _deadline = now + limitMs;
        _lookAt = now + LookMs;
    }

    public long Due => Math.Min(_deadline, _lookAt);

    /// <param name="what">For texts: "health script".</param>
    /// <param name="limitMs">Killed after so many ms.</param>
    /// <param name="endsGroup">What the script leaves running ends with it.</param>
    /// <param name="failure">Why it could not be started.</param>
    public static ScriptRun? Start(
        string what,
        string path,
        IReadOnlyList<string> arguments,
        long limitMs,
        long now,
        bool endsGroup,
        out ScriptResult? failure
    )
    {
        var process = ChildProcess.Start(path, arguments, endsGroup, out var problem);
        failure = process is null ? new ScriptResult(false, $"{what} {path} cannot be started: {problem}") : null;
        return process is null ? null : new ScriptRun(process, what, limitMs, now);
    }

    public void Prepare(Poller poller)
    {
        if (!_isClosed)
        {
            poller.Add(_process.Output);
        }
    }

    /// <returns>How it ended; null while it runs.</returns>
    public ScriptResult? Step(Poller poller, long now)
    {
        if (!_isClosed && poller.IsReady(_process.Output))
        {
            Read(now);
        }

        if (now < Due && !_isClosed)
        {
            return null;
        }

        _lookAt = now + (_isClosed ? LookSoonMs : LookMs);
        if (_process.ExitCode() is { } code)
        {
            Read(now);
            return Result(code);
        }

        if (now < _deadline)
        {
            return null;
        }

        _process.Kill();
        var limit = (_limitMs / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
        return new ScriptResult(false, $"{_what} did not end within {limit} s", IsTimeout: true);
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose() => _process.Dispose();

    private void Read(long now)
    {
        int count;
        while (!_isClosed && (count = Handle.Read(_process.Output, _buffer)) != -1)
        {
            if (count > 0)
            {
                _line.Add(_buffer.AsSpan(0, count));
                if (count == _buffer.Length)
                {
                    // Much output: the rest in the next turn.
                    return;
                }

                continue;
            }

            _isClosed = true;
            _lookAt = now;
        }
    }

    private ScriptResult Result(int code)
    {
        var text = _line.ToString();
        var number = code.ToString(CultureInfo.InvariantCulture);
        return text.Length > 0 || code == 0
            ? new ScriptResult(code == 0, text)
            : new ScriptResult(false, $"{_what} ended with exit code {number}");
    }
}
