using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Checks;

namespace Masakari.Introspective.Cli.Checks;

/// <summary>Prints a report.</summary>
internal static class CheckPrinter
{
    private const int Indent = 10;

    /// <summary>By group: one line a finding, and one for its cure.</summary>
    public static void WriteText(CheckReport report, TextWriter output)
    {
        foreach (var group in report.Findings.GroupBy(finding => finding.Group))
        {
            output.WriteLine(ReasonCode.Of(group.Key));
            foreach (var finding in group)
            {
                output.WriteLine(
                    $"  {ReasonCode.Of(finding.Severity), -Indent + 2}{finding.Object}: {finding.Seen} [{finding.Code}]"
                );
                if (finding.Cure is { } cure)
                {
                    output.WriteLine($"{new string(' ', Indent)}cure: {cure}");
                }
            }
        }

        output.WriteLine();
        output.WriteLine(
            $"{report.Count(Severity.Error)} errors, {report.Count(Severity.Warning)} warnings, "
                + $"{report.Count(Severity.Note)} notes, {report.Count(Severity.Ok)} ok, "
                + $"{report.Count(Severity.Skipped)} not looked at; host {report.Host}, as user {report.User}"
        );
    }

    public static void WriteJson(CheckReport report, bool isStrict, TextWriter output) =>
        JsonOutput.Write(
            output,
            new
            {
                report.Host,
                report.User,
                IsFine = report.IsFine(isStrict),
                Errors = report.Count(Severity.Error),
                Warnings = report.Count(Severity.Warning),
                Notes = report.Count(Severity.Note),
                Ok = report.Count(Severity.Ok),
                Skipped = report.Count(Severity.Skipped),
                report.Findings,
            }
        );
}
