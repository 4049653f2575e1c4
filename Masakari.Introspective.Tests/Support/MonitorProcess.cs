using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Masakari.Introspective.Tests.Support;

/// <summary>The real program as a process: started with a configuration of the test, read through its log, ended by signals.</summary>
internal sealed class MonitorProcess : IAsyncDisposable
{
    private static readonly string RuntimeFolder = string.Create(
        CultureInfo.InvariantCulture,
        $"/tmp/masakari-tests-run-{Environment.ProcessId}"
    );

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly DirectoryInfo? _folder;

    private MonitorProcess(Process process, DirectoryInfo? folder)
    {
        _process = process;
        _folder = folder;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program that was built with these tests; its output is copied beside them.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "masakari-introspective");

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <summary>Its control socket.</summary>
    public string Socket => SocketIn(_folder!);

    /// <summary>Everything written to standard error and output so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts the full monitor with this configuration, and a state folder of its own where none is named.</summary>
    public static MonitorProcess Start(string configuration, string? state = null)
    {
        var folder = Configure(configuration, state, out var arguments);
        return new MonitorProcess(Prepare(Program, arguments), folder);
    }

    /// <summary>As <see cref="Start"/>, but where the paths in the domains' XML are those of the lab's libvirtd.</summary>
    /// <param name="home">State of the lab, null for the one that all tests use.</param>
    public static MonitorProcess StartInLab(string configuration, string? state = null, string? home = null)
    {
        var folder = Configure(configuration, state, out var arguments);
        // Each of these programs becomes the next one: the process is the monitor in the end.
        var process = Prepare(Lab.Script(), ["ns", Program, .. arguments]);
        if (home is not null)
        {
            process.StartInfo.Environment["MASAKARI_LAB"] = home;
        }

        return new MonitorProcess(process, folder);
    }

    /// <summary>Starts any program name with any arguments, for instance a drop-in's symlink.</summary>
    public static MonitorProcess Run(
        string program,
        IReadOnlyDictionary<string, string>? environment,
        params string[] arguments
    )
    {
        var process = Prepare(program, arguments);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            process.StartInfo.Environment[name] = value;
        }

        return new MonitorProcess(process, folder: null);
    }

    /// <summary>Waits until the log has this many lines with the text; with an instance, only lines about it count.</summary>
    public async Task WaitForAsync(string text, Guid? instance, int times, CancellationToken cancellationToken)
    {
        while (LinesWith(text, instance).Count < times)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The monitor ended ({_process.ExitCode}) before '{text}':\n{Log}");
            }

            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"'{text}' did not come {times} times:\n{Log}", e);
            }
        }
    }

    /// <summary>The lines with the text so far; with an instance, only those about it.</summary>
    public IReadOnlyList<string> LinesWith(string text, Guid? instance = null) =>
        [
            .. Log.Split('\n')
                .Where(line => line.Contains(text, StringComparison.Ordinal))
                .Where(line => instance is not { } uuid || line.Contains(uuid.ToString(), StringComparison.Ordinal)),
        ];

    /// <summary>Memory of the process that is in RAM now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Sends a signal by its name, for instance <c>TERM</c>.</summary>
    public Task SignalAsync(string signal) =>
        Lab.ExecuteAsync("/bin/kill", "-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture));

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder?.Delete(recursive: true);
    }

    private static DirectoryInfo Configure(string configuration, string? state, out string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("masakari-e2e-");
        var file = Path.Combine(folder.FullName, "masakarimonitors.conf");
        var statePath = state ?? Path.Combine(folder.FullName, "state");
        // A section may appear twice, and the last value wins.
        File.WriteAllText(
            file,
            $"{configuration}\n[masakari_introspective]\nstate_path = {statePath}\ncontrol_socket = {SocketIn(folder)}\n"
        );
        arguments = ["monitor", "--config-file", file];
        return folder;
    }

    private static string SocketIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "control.sock");

    private static Process Prepare(string program, IEnumerable<string> arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        // Where nothing else is configured: never the socket of a daemon that this machine runs, or other tests.
        process.StartInfo.Environment["RUNTIME_DIRECTORY"] = RuntimeFolder;
        return process;
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                _log.Append(line).Append('\n');
            }
        }
    }
}
