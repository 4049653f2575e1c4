using System.Diagnostics;
using FluentAssertions;
using Masakari.Introspective.Tests.Protocol;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>guest-agent/bench-in-guest between stubs of the lab and of the programs.</summary>
[TestFixture]
internal sealed class BenchInGuestTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    // Its status is longer than a pipe holds, so that a reader which stops early would break it.
    [TestCase("echo 'libvirt runs'; seq 100000", false)]
    [TestCase("echo 'nothing runs'; seq 100000; exit 1", true)]
    public async Task Run_EndsTheLab_OnlyWhereItWasDown(string status, bool endsIt)
    {
        var calls = _folder.Combine("calls");
        var bench = Put("guest-agent/bench-in-guest", await File.ReadAllTextAsync(Original));
        Put("artifacts/guest-agent/masakari-guest-agent", "#!/bin/sh\n");
        Put("artifacts/publish/masakari-introspective", "#!/bin/sh\n");
        Put(
            "samples/lab/lab",
            $"#!/bin/sh\necho \"$1\" >>{calls}\ncase $1 in\nstatus) {status} ;;\nup) exit 1 ;;\nesac\n"
        );

        using var process = Process.Start(
            new ProcessStartInfo(bench, ["1"]) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        said.Should().Contain("the lab did not come up");
        (await File.ReadAllLinesAsync(calls)).Contains("down").Should().Be(endsIt);
    }

    private static string Original => Path.Combine(Checkout.Root, "guest-agent/bench-in-guest");

    private string Put(string name, string text)
    {
        var path = _folder.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
