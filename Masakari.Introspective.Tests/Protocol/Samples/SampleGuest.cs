using System.Diagnostics;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Protocol.Samples;

/// <summary>One of the sample guests as a process, with a port of its own.</summary>
internal sealed class SampleGuest : IDisposable
{
    private static readonly Lazy<string> CompiledC = new(Compile);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly bool _isBase;

    /// <param name="isC">The one in C; otherwise the one in Python.</param>
    /// <param name="isBase">Through the base layer; otherwise bare. The port's name tells the guest.</param>
    /// <param name="check">Its health command.</param>
    public SampleGuest(bool isC, bool isBase, string? check = null)
    {
        _isBase = isBase;
        Host = new FakeHost(Port, isBase);
        _process = Process.Start(isC ? CommandC(check) : CommandPython(check))!;
    }

    public FakeHost Host { get; private set; }

    private string Port => _folder.Combine(_isBase ? "org.openstack.masakari.0" : "cgcs.heartbeat");

    /// <summary>The port is unplugged, and plugged in again.</summary>
    public void Replug()
    {
        File.Delete(Port);
        Host.Dispose();
        Host = new FakeHost(Port, _isBase);
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Run("/bin/kill", "-TERM", $"{_process.Id}");

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Host.Dispose();
        _folder.Dispose();
    }

    private ProcessStartInfo CommandC(string? check) =>
        new(CompiledC.Value, ["-d", Port, "-n", "sample", "-i", "500", "-a", "reboot", .. Check(check, "-c", "-e")]);

    private ProcessStartInfo CommandPython(string? check) =>
        new(
            "/usr/bin/python3",
            [
                Path.Combine(Checkout.Root, "samples", "heartbeat-python", "guest.py"),
                "--device",
                Port,
                "--name",
                "sample",
                "--interval",
                "500",
                "--action",
                "reboot",
                .. Check(check, "--health", "--health-every"),
            ]
        );

    private static string[] Check(string? check, string flag, string every) =>
        check is null ? [] : [flag, check, every, "1"];

    private static string Compile()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sample-guest-c");
        var source = Path.Combine(Checkout.Root, "samples", "heartbeat-c", "guest.c");
        Run("gcc", "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-pedantic", "-static", "-o", program, source);
        return program;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        }
    }
}
