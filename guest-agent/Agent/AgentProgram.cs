using System.Runtime.InteropServices;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Loop;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent;

/// <summary>The command line.</summary>
internal static class AgentProgram
{
    public const int Good = 0;
    public const int Failed = 1;

    /// <summary>EX_CONFIG of sysexits.h: systemd need not try again.</summary>
    public const int BadConfiguration = 78;

    public static int Main(string[] arguments)
    {
        try
        {
            return Dispatch(arguments);
        }
        catch (ConfigException problem)
        {
            Console.Error.WriteLine($"masakari-guest-agent: {problem.Message}");
            return BadConfiguration;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"masakari-guest-agent: {problem.Message}");
            return Failed;
        }
    }

    /// <exception cref="ConfigException">The command line or the configuration cannot be used.</exception>
    internal static int Dispatch(string[] arguments) =>
        arguments switch
        {
            ["--help" or "-h" or "help", ..] => Print(OptionDocs.Help()),
            ["--version"] => Print(
                $"masakari-guest-agent {typeof(AgentProgram).Assembly.GetName().Version?.ToString(3)}\n"
            ),
            ["reference"] => Print(OptionDocs.Markdown()),
            ["sample"] => Print(OptionDocs.Sample()),
            ["mark", var name, var ms, .. var flags] when !IsFlag(name) && !IsFlag(ms) => Tell(
                flags,
                $"MARK {name} {ms}"
            ),
            ["mark", ..] => throw new ConfigException(
                "mark: needs NAME and MS first: masakari-guest-agent mark NAME MS [FLAG VALUE]..."
            ),
            ["clear", var name, .. var flags] when !IsFlag(name) => Tell(flags, $"CLEAR {name}"),
            ["clear", ..] => throw new ConfigException(
                "clear: needs NAME first: masakari-guest-agent clear NAME [FLAG VALUE]..."
            ),
            ["check", .. var flags] => Check(flags),
            _ => Serve(ConfigReader.Read(arguments)),
        };

    private static bool IsFlag(string word) => word.StartsWith("--", StringComparison.Ordinal);

    private static int Print(string text)
    {
        Console.Write(text);
        return Good;
    }

    private static int Check(string[] flags)
    {
        var options = ConfigReader.Read(flags);
        _ = Groups.Number(options.AppGroup);
        if (options.Device.StartsWith('/') && FileKind.Of(options.Device) is { CanBePort: false })
        {
            throw new ConfigException(Port.Refusal(options.Device));
        }

        if (Path.GetDirectoryName(options.AppSocket) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new ConfigException(
                $"app-socket = {options.AppSocket}: there is no directory {folder}; make it, or name another path"
            );
        }

        return Print("the configuration can be used\n");
    }

    private static int Tell(string[] flags, string line)
    {
        var answer = MarkCommand.Send(ConfigReader.Read(flags), line);
        if (answer is "OK")
        {
            return Good;
        }

        Console.Error.WriteLine($"masakari-guest-agent: {answer}");
        return Failed;
    }

    private static int Serve(AgentOptions options)
    {
        _ = Libc.Signal(Libc.BrokenPipe, Libc.Ignore);
        _ = Libc.Signal(Libc.HangUp, Libc.Ignore);
        using var log = new AgentLog(options.LogToSyslog, options.LogLevel);
        using var loop = new AgentLoop(options, TimeProvider.System, log, ServiceManager.FromEnvironment());
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        loop.Run();
        return Good;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            loop.Stop();
        }
    }
}
