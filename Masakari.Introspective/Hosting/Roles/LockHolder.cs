using System.Globalization;

namespace Masakari.Introspective.Hosting.Roles;

/// <summary>Who wrote a lock file: one line, <c>ROLE PID</c>.</summary>
internal sealed record LockHolder(Role Role, int Pid)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Role.Program()} {Pid}\n");

    /// <summary>null for anything that is not such a line: a holder that has not written yet.</summary>
    public static LockHolder? Parse(string text)
    {
        if (
            !text.EndsWith('\n')
            || text.TrimEnd('\n').Split(' ') is not [var program, var pidText]
            || !int.TryParse(pidText, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        )
        {
            return null;
        }

        return program is RoleNames.Full or RoleNames.BlackBox or RoleNames.Introspective
            ? new LockHolder(RoleNames.FromProgram(program), pid)
            : null;
    }
}
