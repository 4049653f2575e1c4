using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Metrics;
using Masakari.Introspective.Diagnostics.Routes;
using Masakari.Introspective.Hosting.Logging;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Hosting.Signals;
using Masakari.Introspective.Hosting.Systemd;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>The life of the process: configuration, log, role, monitor; reload on SIGHUP, clean end on SIGTERM.</summary>
internal sealed partial class Daemon(Role role, ConfigSources sources, TextWriter errors, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan StateRetry = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Nobody watches the guests while the old graph ends. A request that is cut short is safe: the next attempt
    /// recognises what it stored.
    /// </summary>
    private static readonly TimeSpan ReloadGrace = TimeSpan.FromSeconds(1);

    private readonly DaemonCondition _condition = new(time.GetUtcNow());
    private readonly MonitorTally _tally = new();
    private ILogger<Daemon> _logger = null!;
    private MonitorGraph? _graph;
    private RoleLock? _lock;
    private bool _isUsable;

    /// <summary>Runs until a signal ends it.</summary>
    /// <returns>The exit code (<see cref="ExitCodes"/>).</returns>
    public async Task<int> RunAsync()
    {
        MonitorSettings settings;
        LoggingHandle log;
        try
        {
            settings = MonitorSettings.Read(Options.Load(sources));
            log = LoggingSetup.Create(LoggingSettings.From(settings.Config), role.Program());
        }
        catch (ConfigException mistake)
        {
            foreach (var line in mistake.Message.Split('\n'))
            {
                await errors.WriteLineAsync($"{role.Program()}: {line}");
            }

            return ExitCodes.Configuration;
        }

        await using (log)
        {
            _logger = log.Factory.CreateLogger<Daemon>();
            return await RunAsync(settings, log);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_graph is not null)
        {
            await _graph.DisposeAsync();
            _graph = null;
        }

        _lock?.Dispose();
    }

    private async Task<int> RunAsync(MonitorSettings settings, LoggingHandle log)
    {
        NativeHeap.Share();
        using var signals = new ProcessSignals();
        var systemd = SystemdNotifier.FromEnvironment(time);
        LogStarting(Topic);
        Announce(settings.Config);
        var state = StateDirectory.Choose(
            settings.Config.Get(StateOptions.StatePath),
            Environment.GetEnvironmentVariable("STATE_DIRECTORY"),
            role
        );
        if (await TakeStateAsync(state, isFirst: true, signals.Stopping) is { } exit)
        {
            return exit;
        }

        OpenStackSession session;
        try
        {
            session = new OpenStackSession(settings.Api, time, log.Factory);
        }
        catch (ConfigException mistake)
        {
            LogConfiguration(mistake.Message);
            await errors.WriteLineAsync($"{role.Program()}: {mistake.Message}");
            return ExitCodes.Configuration;
        }

        using var watchdog = new WatchdogService(
            systemd,
            WatchdogInterval.FromEnvironment(),
            () => _graph is null or { IsMoving: true },
            time,
            log.Factory.CreateLogger<WatchdogService>()
        );
        Begin(settings, session, state, log.Factory);
        await watchdog.StartAsync(CancellationToken.None);
        var desk = Desk();
        await using var control = await ControlAsync(desk, settings.Config, log.Factory);
        await using var metrics = await MetricsAsync(desk, settings.Config, log.Factory);
        if (_isUsable)
        {
            systemd.Ready("watching");
        }

        var code = await ServeAsync(settings, state, systemd, signals, log);
        systemd.Stopping();
        await watchdog.StopAsync(CancellationToken.None);
        await DisposeAsync();
        LogStopping(Topic);
        return code;
    }

    /// <summary>Waits for signals, and for the state folder where it cannot be used yet.</summary>
    private async Task<int> ServeAsync(
        MonitorSettings settings,
        StateDirectory state,
        SystemdNotifier systemd,
        ProcessSignals signals,
        LoggingHandle log
    )
    {
        try
        {
            while (true)
            {
                var reload = WaitForReloadAsync(signals);
                if (await Task.WhenAny(reload, _graph!.Running) != reload)
                {
                    LogFailed(_graph.Running.Exception?.InnerException?.Message ?? "the monitor ended by itself");
                    return ExitCodes.Failure;
                }

                if (await reload)
                {
                    if (_isUsable)
                    {
                        systemd.Reloading();
                    }

                    settings = await ReloadAsync(settings, state, log);
                    if (_isUsable)
                    {
                        systemd.Ready("watching");
                    }
                }
                else if (await TakeStateAsync(state, isFirst: false, signals.Stopping) is { } exit)
                {
                    return exit;
                }
                else if (_isUsable)
                {
                    systemd.Ready("watching");
                }
            }
        }
        catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    /// <summary>True at a SIGHUP, false when it is time to try the state folder again.</summary>
    private async Task<bool> WaitForReloadAsync(ProcessSignals signals)
    {
        if (_isUsable)
        {
            await signals.WaitForReloadAsync(signals.Stopping);
            return true;
        }

        using var retry = CancellationTokenSource.CreateLinkedTokenSource(signals.Stopping);
        retry.CancelAfter(StateRetry);
        try
        {
            await signals.WaitForReloadAsync(retry.Token);
            return true;
        }
        catch (OperationCanceledException) when (!signals.Stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>The exit code where another process has this role.</returns>
    private async Task<int?> TakeStateAsync(StateDirectory state, bool isFirst, CancellationToken cancellationToken)
    {
        var problem = state.TryUse();
        if (problem is null)
        {
            var result = await RoleLock.AcquireAsync(state.Root, role, time, cancellationToken);
            if (result.ExitCode is { } exit)
            {
                LogRole(exit == ExitCodes.Ok ? LogLevel.Information : LogLevel.Error, result.Message);
                return exit;
            }

            _lock = result.Lock;
            problem = result.Outcome is RoleLockOutcome.Unusable ? result.Message : null;
        }

        _isUsable = problem is null;
        _condition.StateProblem = problem;
        if (problem is not null && isFirst)
        {
            LogStateUnusable(problem);
        }
        else if (_isUsable && !isFirst)
        {
            LogStateUsable(state.Path);
        }

        return null;
    }

    private async Task<MonitorSettings> ReloadAsync(MonitorSettings before, StateDirectory state, LoggingHandle log)
    {
        log.ReopenFiles();
        if (_graph!.OnlyInMemory is > 0 and var kept)
        {
            _condition.ReloadFailed();
            LogReloadWouldLose(kept, state.Path);
            return before;
        }

        try
        {
            var after = MonitorSettings.Read(Options.Load(sources));
            var session = new OpenStackSession(after.Api, time, log.Factory);
            await log.ReconfigureAsync(LoggingSettings.From(after.Config));
            foreach (var (option, old, now) in before.Config.Diff(after.Config))
            {
                LogChanged(option.Group, option.Name, old, now);
            }

            Announce(after.Config);
            await _graph.StopAsync(ReloadGrace);
            Begin(after, session, state, log.Factory);
            _condition.Reloaded(time.GetUtcNow());
            LogReloaded();
            return after;
        }
        catch (ConfigException mistake)
        {
            _condition.ReloadFailed();
            LogNotReloaded(mistake.Message);
            return before;
        }
    }

    private void Begin(MonitorSettings settings, OpenStackSession session, StateDirectory state, ILoggerFactory loggers)
    {
        _graph = new MonitorGraph(settings, session, role, state.Path, time, loggers, tally: _tally);
        _graph.Start();
    }

    private static async Task<MetricsServer> MetricsAsync(MonitorDesk desk, LoadedConfig config, ILoggerFactory loggers)
    {
        var server = new MetricsServer(desk, loggers, loggers.CreateLogger<MetricsServer>());
        if (MetricsOptions.EndPointOf(config) is { } where)
        {
            await server.StartAsync(where);
        }

        return server;
    }

    private MonitorDesk Desk() =>
        new(
            new DaemonFacts(role.Program(), ProductVersion.Text, Environment.ProcessId, time.GetUtcNow()),
            () => _graph?.Sight,
            time
        )
        {
            Condition = _condition,
        };

    /// <summary>After the watch has begun: nobody waits for the command line.</summary>
    private async Task<ControlServer> ControlAsync(MonitorDesk desk, LoadedConfig config, ILoggerFactory loggers)
    {
        var server = ControlRoutes.Serve(desk, loggers);
        var runtime = Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY");
        if (ControlOptions.PathOf(config, runtime, role.SocketName()) is { } path)
        {
            await server.StartAsync(path);
        }

        return server;
    }

    private void Announce(LoadedConfig config)
    {
        foreach (var warning in config.Warnings)
        {
            LogWarning(warning.ToString());
        }

        if (config.Get(DaemonOptions.LogOptions) && _logger.IsEnabled(LogLevel.Debug))
        {
            foreach (var line in config.Dump())
            {
                LogOption(line);
            }
        }
    }

    /// <summary>The name in the Python monitors' first and last line.</summary>
    private string Topic =>
        role switch
        {
            Role.BlackBox => "masakarimonitors-instancemonitor",
            Role.Introspective => "masakarimonitors-introspectiveinstancemonitor",
            _ => "masakari-introspective",
        };
}
