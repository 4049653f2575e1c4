using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Roles;

[TestFixture]
internal sealed class RoleLockTests
{
    [TestCase(Role.BlackBox, Role.Introspective, RoleLockOutcome.Acquired, null)]
    [TestCase(Role.Full, Role.BlackBox, RoleLockOutcome.CoveredByFullMonitor, 0)]
    [TestCase(Role.Full, Role.Introspective, RoleLockOutcome.CoveredByFullMonitor, 0)]
    [TestCase(Role.Full, Role.Full, RoleLockOutcome.HeldByOther, 1)]
    [TestCase(Role.BlackBox, Role.BlackBox, RoleLockOutcome.HeldByOther, 1)]
    [TestCase(Role.BlackBox, Role.Full, RoleLockOutcome.HeldByOther, 1)]
    [TestCase(Role.Introspective, Role.Full, RoleLockOutcome.HeldByOther, 1)]
    public async Task Acquire_BesideAnother_FollowsTheTable(object first, object second, object expected, int? exitCode)
    {
        using var folder = new TempFolder();
        var one = await AcquireAsync(folder.Path, (Role)first);

        var two = await AcquireAsync(folder.Path, (Role)second);

        two.Outcome.Should().Be((RoleLockOutcome)expected);
        two.ExitCode.Should().Be(exitCode);
        if (two.Lock is null)
        {
            two.Message.Should().Contain($"pid {Environment.ProcessId}").And.NotContain("\n");
        }

        one.Lock!.Dispose();
        two.Lock?.Dispose();
    }

    [Test]
    public async Task Acquire_WhenTheSecondFileIsTaken_LetsGoOfTheFirst()
    {
        using var folder = new TempFolder();
        using var introspective = (await AcquireAsync(folder.Path, Role.Introspective)).Lock;

        (await AcquireAsync(folder.Path, Role.Full)).Outcome.Should().Be(RoleLockOutcome.HeldByOther);

        using var blackBox = (await AcquireAsync(folder.Path, Role.BlackBox)).Lock;
        blackBox.Should().NotBeNull();
    }

    [Test]
    public async Task Acquire_AfterDispose_Succeeds()
    {
        using var folder = new TempFolder();
        (await AcquireAsync(folder.Path, Role.Full)).Lock!.Dispose();

        using var again = (await AcquireAsync(folder.Path, Role.Full)).Lock;

        again.Should().NotBeNull();
    }

    [Test]
    public async Task Acquire_OfMissingFolder_IsUnusableAndDoesNotEndTheProcess()
    {
        var result = await AcquireAsync("/nonexistent/state", Role.Full);

        result.Outcome.Should().Be(RoleLockOutcome.Unusable);
        result.ExitCode.Should().BeNull();
        result.Message.Should().Contain("/nonexistent/state").And.Contain("state_path");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Acquire_WhileAnotherProcessHolds_FailsUntilItIsKilled(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var path = folder.File("instancemonitor.lock");
        // exec: the pid that is killed must be the one that holds the lock.
        using var holder = Process.Start(
            new ProcessStartInfo("/bin/bash")
            {
                ArgumentList =
                {
                    "-c",
                    "exec 9>>\"$0\"; flock -n 9; echo \"masakari-introspective $$\" >&9; echo locked; exec sleep 60",
                    path,
                },
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        (await holder.StandardOutput.ReadLineAsync(cancellationToken)).Should().Be("locked");

        var beside = await AcquireAsync(folder.Path, Role.BlackBox);
        holder.Kill();
        await holder.WaitForExitAsync(cancellationToken);
        using var after = (await AcquireAsync(folder.Path, Role.BlackBox)).Lock;

        beside.Outcome.Should().Be(RoleLockOutcome.CoveredByFullMonitor);
        beside.Message.Should().Contain(holder.Id.ToString(CultureInfo.InvariantCulture));
        after.Should().NotBeNull();
        FileLock.Read(path).Should().Be($"masakari-instancemonitor {Environment.ProcessId}\n");
    }

    private static Task<RoleLockResult> AcquireAsync(string path, Role role) =>
        RoleLock.AcquireAsync(path, role, TimeProvider.System, CancellationToken.None);
}
