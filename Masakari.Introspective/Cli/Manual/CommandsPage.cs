using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Manual;

/// <summary>masakari-introspective(1): every command with its options.</summary>
internal static class CommandsPage
{
    public static void Write(CommandNode root, RoffPage page)
    {
        page.Title(RoleNames.Full, 1, "watch, ask and steer the guests of a libvirt host for masakari");
        page.Section("SYNOPSIS");
        page.Synopsis(RoleNames.Full, "COMMAND [OPTION]...");
        page.Section("DESCRIPTION");
        page.Text(root.Help);
        page.Paragraph(
            $"The daemon itself is described in {RoleNames.Full}(8), the configuration file in "
                + "masakarimonitors.conf(5)."
        );
        page.Section("COMMANDS");
        foreach (var command in root.All().Skip(1).Where(IsRunnable))
        {
            page.Subsection($"{RoleNames.Full}{command.Key} {OptionLines.Synopsis(command)}".TrimEnd());
            page.Text(command.Help);
            OptionLines.Write(command.Arguments, page);
            OptionLines.Write(command.Options, page);
        }

        page.Section("GLOBAL OPTIONS");
        OptionLines.Write(root.Options, page);
        ExitStatus(page);
        page.Section("SEE ALSO");
        page.Text($"{RoleNames.Full}(8), masakarimonitors.conf(5), virsh(1)");
    }

    public static void ExitStatus(RoffPage page)
    {
        page.Section("EXIT STATUS");
        page.Item("0", "Success.");
        page.Item("1", "Something failed; trying again may help.");
        page.Item("2", "The command line is wrong.");
        page.Item("78", "The configuration is wrong: trying again does not help.");
    }

    /// <summary>A command that only groups others is shown through them.</summary>
    private static bool IsRunnable(CommandNode command) => command.Children.Count == 0 || command.Arguments.Count > 0;
}
