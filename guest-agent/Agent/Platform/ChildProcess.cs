using System.Collections;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Agent.Platform;

/// <summary>A program in a process group of its own, with its output in a pipe that never blocks.</summary>
internal sealed unsafe class ChildProcess : IDisposable
{
    // The sizes in memory are the C library's secret; glibc's and musl's are below these.
    private const int ActionsSize = 256;
    private const int AttributesSize = 1024;
    private const int SignalsSize = 128;

    private const short OwnGroup = 0x02;
    private const short DefaultSignals = 0x04;
    private const int NoHang = 1;

    private readonly bool _endsGroup;
    private int _process;

    private ChildProcess(int process, int output, bool endsGroup)
    {
        _process = process;
        _endsGroup = endsGroup;
        Output = output;
    }

    /// <summary>The reading end of its standard output.</summary>
    public int Output { get; }

    /// <param name="endsGroup">What it has started ends with it, also where it ends by itself.</param>
    public static ChildProcess? Start(string path, IReadOnlyList<string> arguments, bool endsGroup, out string? problem)
    {
        if (Reaper.IsFull)
        {
            problem = "earlier runs cannot be ended";
            return null;
        }

        var pipe = stackalloc int[2];
        if (Libc.Pipe(pipe, Libc.CloseOnExec) != 0)
        {
            problem = Libc.Explain(Libc.Error);
            return null;
        }

        var error = Spawn(path, arguments, pipe[1], out var process);
        _ = Libc.Close(pipe[1]);
        if (error != 0)
        {
            _ = Libc.Close(pipe[0]);
            problem = Libc.Explain(error);
            return null;
        }

        _ = Libc.SetFlags(pipe[0], Libc.SetStatusFlags, Libc.NonBlocking);
        problem = null;
        return new ChildProcess(process, pipe[0], endsGroup);
    }

    /// <returns>Null while it runs; 128 + N where signal N ended it.</returns>
    public int? ExitCode()
    {
        int status;
        if (_process != 0 && _endsGroup && HasEnded(_process))
        {
            // Before it is collected: until then its number, which is the group's too, is nobody else's.
            _ = Libc.SendSignal(-_process, Libc.Kill);
        }

        if (_process == 0 || Libc.WaitFor(_process, &status, NoHang) != _process)
        {
            return null;
        }

        _process = 0;
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
    }

    /// <summary>Ends it and all that it has started.</summary>
    public void Kill()
    {
        if (_process > 0)
        {
            _ = Libc.SendSignal(-_process, Libc.Kill);
            Reaper.Add(_process);
            _process = 0;
        }
    }

    public void Dispose()
    {
        Kill();
        _ = Libc.Close(Output);
    }

    private static bool HasEnded(int process)
    {
        const int byNumber = 1;
        const int exited = 4;
        const int leaveIt = 0x01000000;
        var information = stackalloc int[32];
        *information = 0;
        return Libc.LookFor(byNumber, process, information, exited | NoHang | leaveIt) == 0 && *information != 0;
    }

    private static int Spawn(string path, IReadOnlyList<string> arguments, int output, out int process)
    {
        var actions = stackalloc byte[ActionsSize];
        var attributes = stackalloc byte[AttributesSize];
        var signals = stackalloc byte[SignalsSize];
        new Span<byte>(signals, SignalsSize).Clear();
        // The agent ignores SIGPIPE and SIGHUP; what it starts must not.
        signals[(Libc.BrokenPipe - 1) / 8] = 1 << ((Libc.BrokenPipe - 1) % 8);
        signals[(Libc.HangUp - 1) / 8] |= 1 << ((Libc.HangUp - 1) % 8);
        var nothing = Marshal.StringToCoTaskMemUTF8("/dev/null");
        var argv = Strings([path, .. arguments]);
        var envp = Strings([
            .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(x => $"{x.Key}={x.Value}"),
        ]);
        try
        {
            _ = Libc.ActionsInit(actions);
            _ = Libc.ActionsOpen(actions, 0, (byte*)nothing, 0, 0);
            _ = Libc.ActionsDuplicate(actions, output, 1);
            _ = Libc.AttributesInit(attributes);
            _ = Libc.AttributesFlags(attributes, OwnGroup | DefaultSignals);
            _ = Libc.AttributesDefaultSignals(attributes, signals);
            int started;
            var error = Libc.Spawn(&started, argv[0], actions, attributes, argv, envp);
            process = started;
            return error;
        }
        finally
        {
            _ = Libc.ActionsDestroy(actions);
            _ = Libc.AttributesDestroy(attributes);
            Free(argv);
            Free(envp);
            Marshal.FreeCoTaskMem(nothing);
        }
    }

    /// <summary>A C array of strings that ends with a null.</summary>
    private static byte** Strings(string[] texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return array;
    }

    private static void Free(byte** array)
    {
        for (var text = array; *text is not null; text++)
        {
            Marshal.FreeCoTaskMem((nint)(*text));
        }

        NativeMemory.Free(array);
    }
}
