namespace Masakari.Introspective.Configuration;

/// <summary>Compares what files say with what the Python monitors made of it.</summary>
internal static class Migration
{
    /// <summary>Options of the Python monitors whose effect is another one here.</summary>
    private static readonly Dictionary<OptionKey, string> Differences = new()
    {
        [new OptionKey("introspectiveinstancemonitor", "guest_monitoring_failure_threshold")] =
            "exactly this many unanswered questions in a row are a failure; the Python monitor needed two more",
        [new OptionKey("introspectiveinstancemonitor", "guest_monitoring_timeout")] =
            "holds for libvirt's guest-sync of a suspect guest too; under the Python monitor that took up to 5 s more",
        [new OptionKey("introspectiveinstancemonitor", "qemu_guest_agent_sock_path")] =
            "only narrows: channels are found by their target name, wherever their socket is",
        [new OptionKey("DEFAULT", "hostname")] =
            "is sent by the introspective side too; the Python introspective monitor sent the kernel's host name",
    };

    /// <summary>One step for each setting in the files, in their order; groups of other programs are left out.</summary>
    public static IEnumerable<MigrationStep> Of(OptionCatalogue catalogue, IEnumerable<IniFile> files) =>
        from file in files
        from entry in file.Entries
        let key = new OptionKey(OptionKey.NormalizeGroup(entry.Section), entry.Key)
        where catalogue.Knows(key) || !ForeignGroups.Has(key.Group)
        select Step(catalogue.Find(key), key, ValueOrigin.InFile(file.Path, entry.Line));

    private static MigrationStep Step(ConfigOption? option, OptionKey key, ValueOrigin origin) =>
        option switch
        {
            null => new(
                MigrationKind.Unknown,
                origin,
                key.ToString(),
                "no such option, here or in the Python monitors"
            ),
            { Ignored: true } => new(MigrationKind.WithoutEffect, origin, key.ToString(), option.IgnoredReason ?? ""),
            _ when option.Key != key => new(MigrationKind.Renamed, origin, key.ToString(), $"write {option.Key}"),
            _ when Differences.TryGetValue(key, out var words) => new(
                MigrationKind.Differs,
                origin,
                key.ToString(),
                words
            ),
            _ => new(MigrationKind.Kept, origin, key.ToString(), "means the same"),
        };
}
