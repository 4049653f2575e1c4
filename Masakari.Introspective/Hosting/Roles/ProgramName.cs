using System.Text;

namespace Masakari.Introspective.Hosting.Roles;

/// <summary>The name this process was started under.</summary>
/// <remarks>
/// A symlinked apphost resolves the link before .NET starts, so <c>Environment.ProcessPath</c> and
/// <c>GetCommandLineArgs()[0]</c> name the file behind it; only the kernel's own record keeps argv[0].
/// </remarks>
internal static class ProgramName
{
    public static string Current() => FromCommandLine(ReadOwnCommandLine());

    /// <summary>
    /// argv[0] without folder, <c>.py</c> or <c>.dll</c>. Started as <c>dotnet x.dll</c> the file's name counts; where no
    /// name can be found, <see cref="RoleNames.Full"/>.
    /// </summary>
    /// <param name="commandLine">NUL-separated, as /proc/self/cmdline has it.</param>
    public static string FromCommandLine(ReadOnlySpan<byte> commandLine)
    {
        var arguments = Encoding.UTF8.GetString(commandLine).Split('\0');
        var name = Base(arguments[0]);
        if (string.Equals(name, "dotnet", StringComparison.Ordinal))
        {
            name = Base(arguments.FirstOrDefault(a => a.EndsWith(".dll", StringComparison.Ordinal)) ?? "");
        }

        return name.Length > 0 ? name : RoleNames.Full;
    }

    private static string Base(string path)
    {
        var name = Path.GetFileName(path);
        return Path.GetExtension(name) is ".py" or ".dll" ? Path.GetFileNameWithoutExtension(name) : name;
    }

    private static byte[] ReadOwnCommandLine()
    {
        try
        {
            return File.ReadAllBytes("/proc/self/cmdline");
        }
        catch (IOException)
        {
            // No /proc (a bare chroot): the best name left is the file's own.
            return Encoding.UTF8.GetBytes(Environment.GetCommandLineArgs()[0]);
        }
    }
}
