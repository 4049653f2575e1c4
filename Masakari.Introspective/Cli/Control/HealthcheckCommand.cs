using System.CommandLine;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Control;

/// <summary>For containers and scripts: exit code 0 when the daemon runs and its watch moves, 1 otherwise.</summary>
internal static class HealthcheckCommand
{
    public static Command Create() =>
        ControlRun.Create(
            "healthcheck",
            "Exit code 0 when the daemon answers and its watch moves, 1 otherwise; for containers.",
            async (_, task) =>
            {
                var status = await task.Client.GetAsync<StatusView>("/v1/status", task.Stopping);
                task.Print(
                    new HealthcheckView(status.IsMoving),
                    (output, view) => output.WriteLine(view.Healthy ? "healthy" : "the watch does not move")
                );
                return status.IsMoving ? ExitCodes.Ok : ExitCodes.Failure;
            }
        );
}
