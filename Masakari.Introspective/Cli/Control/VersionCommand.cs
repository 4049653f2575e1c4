using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics;

namespace Masakari.Introspective.Cli.Control;

/// <summary>The version of this program, and of the daemon that runs.</summary>
internal static class VersionCommand
{
    public static Command Create() =>
        ControlRun.Create(
            "version",
            "Shows this program's version and the running daemon's.",
            async (_, task) =>
            {
                DaemonFacts? daemon = null;
                try
                {
                    daemon = await task.Client.GetAsync<DaemonFacts>("/v1/version", task.Stopping);
                }
                catch (CommandFailure)
                {
                    // None runs: its absence is part of the answer.
                }

                task.Print(
                    new VersionView(ProductVersion.Text, daemon),
                    (output, versions) =>
                        TablePrinter.Print(
                            output,
                            TextTable.OfFields(
                                ("program", versions.Program),
                                (
                                    "daemon",
                                    versions.Daemon is { } running
                                        ? $"{running.Version} ({running.Program}, pid {running.Pid})"
                                        : "does not answer"
                                )
                            )
                        )
                );
            }
        );
}
