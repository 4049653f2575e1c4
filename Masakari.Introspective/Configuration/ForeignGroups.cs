namespace Masakari.Introspective.Configuration;

/// <summary>Groups of other services and libraries that share the file; whatever they hold is accepted silently.</summary>
internal static class ForeignGroups
{
    private static readonly string[] Prefixes = ["oslo_", "privsep", "taskflow", "matchmaker_"];

    public static IReadOnlyList<string> Names { get; } =
    [
        "host",
        "process",
        "consul",
        "kubernetes",
        "cache",
        "oslo_concurrency",
        "masakarimonitors_privileged",
        "privsep",
        "cors",
        "healthcheck",
        "oslo_middleware",
        "oslo_policy",
        "oslo_limit",
        "oslo_reports",
        "oslo_versionedobjects",
        "oslo_messaging_notifications",
        "oslo_messaging_rabbit",
        "oslo_messaging_kafka",
        "oslo_messaging_amqp",
        "keystone_authtoken",
        "database",
        "coordination",
        "profiler",
        "ssl",
        "wsgi",
        "osapi_v1",
        "compute",
        "host_failure",
        "instance_failure",
        "process_failure",
        "taskflow",
        "taskflow_driver_recovery_flows",
        "sample_remote_file_source",
    ];

    public static bool Has(string group) =>
        Names.Contains(group, StringComparer.Ordinal)
        || Prefixes.Any(prefix => group.StartsWith(prefix, StringComparison.Ordinal));
}
