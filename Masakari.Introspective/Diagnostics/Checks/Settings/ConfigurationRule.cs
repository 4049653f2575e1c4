using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks.Rights;

namespace Masakari.Introspective.Diagnostics.Checks.Settings;

/// <summary>Judges the configuration. Pure.</summary>
internal static class ConfigurationRule
{
    private const CheckGroup Group = CheckGroup.Configuration;
    private const int ReadableByAll = 4;

    public static IReadOnlyList<Finding> Judge(ConfigurationFacts facts, string user)
    {
        var unreadable = facts.Files.Where(file => !file.CanRead).ToList();
        var findings = new List<Finding>();
        findings.AddRange(unreadable.Select(file => Unreadable(file, user)));
        findings.AddRange(facts.Errors.Where(line => !unreadable.Exists(file => IsAbout(line, file))).Select(Mistake));
        findings.AddRange(facts.Warnings.Select(Odd));
        if (facts.HasSecret)
        {
            findings.AddRange(facts.Files.Where(file => (file.Mode & ReadableByAll) != 0).Select(Open));
        }

        if (facts.IsInsecure)
        {
            findings.Add(
                Finding.Warning(
                    Group,
                    FindingCodes.TlsUnchecked,
                    "[api] insecure",
                    "server certificates are not checked: anybody on the way can read the password",
                    "Take the line out and set [api] cafile to the PEM file of the cloud's certificate authority."
                )
            );
        }

        if (facts.Files.Count == 0)
        {
            findings.Add(
                Finding.Note(
                    Group,
                    FindingCodes.ConfigNone,
                    "/etc/masakarimonitors/masakarimonitors.conf",
                    "no configuration file was found: every option has its default",
                    "Write the file (masakari-introspective config sample prints one), or name another with --config-file."
                )
            );
        }

        return findings.Count > 0
            ? findings
            :
            [
                Finding.Ok(
                    Group,
                    FindingCodes.ConfigFine,
                    string.Join(", ", facts.Files.Select(f => f.Path)),
                    "no mistakes"
                ),
            ];
    }

    /// <summary>The reader's own line about the file says the same as the finding.</summary>
    private static bool IsAbout(string line, PathRights file) =>
        line.StartsWith(file.Path + ": ", StringComparison.Ordinal);

    private static Finding Unreadable(PathRights file, string user) =>
        file.Exists
            ? Finding.Error(
                Group,
                FindingCodes.ConfigUnreadable,
                file.Path,
                $"user {user} may not read it: {file.Description}",
                $"Run chgrp {user} {file.Path} && chmod 0640 {file.Path}, or run this as the service's user."
            )
            : Finding.Error(
                Group,
                FindingCodes.ConfigUnreadable,
                file.Path,
                "there is no such file",
                "Write it (masakari-introspective config sample prints one), or correct --config-file."
            );

    private static Finding Mistake(string line) =>
        Finding.Error(
            Group,
            FindingCodes.ConfigMistake,
            PlaceOf(line),
            line,
            "Correct the value; masakari-introspective config sample shows every option with its unit and range."
        );

    private static Finding Odd(ConfigWarning warning) =>
        warning.IsUnknown
            ? Finding.Warning(
                Group,
                FindingCodes.OptionUnknown,
                warning.Origin.ToString(),
                warning.Message,
                "Write the name that is meant, or take the line out; masakari-introspective config sample has every name."
            )
            : Finding.Warning(
                Group,
                FindingCodes.OptionOdd,
                warning.Origin.ToString(),
                warning.Message,
                "Change the line as told; masakari-introspective config migrate says what becomes of each setting."
            );

    private static Finding Open(PathRights file) =>
        Finding.Warning(
            Group,
            FindingCodes.ConfigOpen,
            file.Path,
            $"it holds a password and every user may read it: {file.Description}",
            $"Run chmod 0640 {file.Path} and let its group be the service's."
        );

    /// <summary>File and line where the message begins with them.</summary>
    private static string PlaceOf(string line) =>
        line.Length > 0 && line[0] == '/' && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end
            ? line[..end]
            : "configuration";
}
