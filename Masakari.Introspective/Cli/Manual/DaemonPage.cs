using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Manual;

/// <summary>masakari-introspective(8): the daemon, under its own and the drop-in names.</summary>
internal static class DaemonPage
{
    public static void Write(CommandNode root, RoffPage page)
    {
        var monitor = root.Children.First(command => command.Name == "monitor");
        page.Title(RoleNames.Full, 8, "guest-level high availability monitor for libvirt hosts");
        page.Section("SYNOPSIS");
        page.Synopsis($"{RoleNames.Full} monitor", OptionLines.Synopsis(monitor));
        page.Synopsis(RoleNames.BlackBox, "[OPTION]...");
        page.Synopsis(RoleNames.Introspective, "[OPTION]...");
        page.Section("DESCRIPTION");
        page.Text(monitor.Help);
        page.Paragraph(
            "It listens to libvirt's events, asks every guest through its QEMU guest agent and through heartbeat channels, "
                + "and reports what failed to masakari-api. Started as masakari-instancemonitor it does the first part only, "
                + "started as masakari-introspectiveinstancemonitor the second part only: drop-ins for the Python programs of "
                + "these names. Two daemons that would do the same job on one host exclude each other through a lock."
        );
        page.Section("OPTIONS");
        OptionLines.Write(monitor.Options, page);
        page.Section("SIGNALS");
        page.Item(
            "SIGHUP",
            "Reads the configuration again and opens log files anew. A wrong configuration is logged and not taken."
        );
        page.Item("SIGTERM, SIGINT", "Ends in order; an undelivered notification stays on disk for the next start.");
        page.Section("ENVIRONMENT");
        page.Item("OS_GROUP__OPTION", "Value of an option; it wins over the files, for instance OS_API__REGION.");
        page.Item("STATE_DIRECTORY", "State folder where state_path is not set; systemd sets it.");
        page.Item("NOTIFY_SOCKET, WATCHDOG_USEC", "systemd's notifications: ready, reloading, stopping, watchdog.");
        page.Section("FILES");
        page.Item("/etc/masakarimonitors/masakarimonitors.conf", "Configuration, shared with the Python monitors.");
        page.Item(
            $"/etc/masakarimonitors/{RoleNames.Full}.conf",
            "Configuration of this program alone; read after the shared file, so its values win."
        );
        page.Item($"{StateDirectory.Default}/", "Undelivered notifications and what is known of the guests.");
        page.Item($"/run/{RoleNames.Full}/", "The control socket, for members of the daemon's group.");
        page.Item($"/var/log/{RoleNames.Full}/", "Log files, where log_dir or log_file names this folder.");
        CommandsPage.ExitStatus(page);
        page.Section("SEE ALSO");
        page.Text($"{RoleNames.Full}(1), masakarimonitors.conf(5), libvirtd(8)");
    }
}
