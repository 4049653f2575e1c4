using System.Runtime.InteropServices;
using Masakari.Introspective.Cli.Output;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>The terminal while the live table is on it; given back as it was, whatever ends the command.</summary>
internal sealed class WatchTerminal : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    public WatchTerminal()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, End));
        }

        // Ctrl-C is a key here, and Ctrl-Z does nothing: the terminal is never left half drawn.
        Console.TreatControlCAsInput = true;
        Console.Out.Write(AnsiScreen.Enter);
    }

    /// <exception cref="CommandFailure">There is no terminal.</exception>
    public static void Require()
    {
        if (
            Console.IsOutputRedirected
            || Console.IsInputRedirected
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
        )
        {
            throw new CommandFailure(
                "watch needs a terminal: use `instances` (and `status`), also with --output json, where there is none"
            );
        }
    }

    /// <summary>A signal ended it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Columns and rows.</summary>
    public static (int Width, int Height) Size => (Console.WindowWidth, Console.WindowHeight);

    /// <summary>Whether q or Ctrl-C was typed.</summary>
    public static bool IsQuit()
    {
        while (Console.KeyAvailable)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key is ConsoleKey.Q || (key.Key is ConsoleKey.C && key.Modifiers.HasFlag(ConsoleModifiers.Control)))
            {
                return true;
            }
        }

        return false;
    }

    public static void Draw(IReadOnlyList<IReadOnlyList<TextCell>> lines) =>
        Console.Out.Write(
            AnsiScreen.Draw(lines, Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 })
        );

    public void Dispose()
    {
        Console.Out.Write(AnsiScreen.Leave);
        Console.Out.Flush();
        Console.TreatControlCAsInput = false;
        _signals.ForEach(signal => signal.Dispose());
        _ended.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _ended.Cancel();
    }
}
