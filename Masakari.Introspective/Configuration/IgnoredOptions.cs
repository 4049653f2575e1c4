namespace Masakari.Introspective.Configuration;

/// <summary>
/// The options of masakari-monitors and its libraries that are accepted without effect. An option that a room of this
/// program honours is declared there and wins over an entry here.
/// </summary>
internal static class IgnoredOptions
{
    private const string ClassPath = "It names a Python class, and this program loads none.";
    private const string Eventlet = "It tunes Python's eventlet, which this program does not use.";
    private const string HostMonitor = "It belongs to masakari-hostmonitor, which this program does not replace.";
    private const string ProcessMonitor = "It belongs to masakari-processmonitor, which this program does not replace.";
    private const string Cache =
        "Upstream sets up its cache in code and never reads this; this program needs no cache.";
    private const string Locks = "This program takes no oslo.concurrency locks.";
    private const string Privsep = "This program starts no privileged helper.";
    private const string NoApi = "This program serves no OpenStack API.";
    private const string Messaging = "This program's monitor uses no message queue.";
    private const string Sources = "Values come from files, the environment and the command line only.";

    private const string AuthType = "It belongs to an auth_type that this program does not offer.";

    private static readonly string[] AuthSecrets =
    [
        "passcode",
        "client_secret",
        "access_token",
        "code",
        "consumer_secret",
        "access_secret",
        "oauth2_client_secret",
    ];

    public static IEnumerable<ConfigOption> All =>
        [
            .. Of(OptionKey.DefaultGroup, Eventlet, "monkey_patch", "monkey_patch_modules"),
            .. Of(
                OptionKey.DefaultGroup,
                ClassPath,
                "instancemonitor_manager",
                "introspectiveinstancemonitor_manager",
                "processmonitor_manager",
                "hostmonitor_manager"
            ),
            .. Of(OptionKey.DefaultGroup, Eventlet, "backdoor_port", "backdoor_socket", "run_external_periodic_tasks"),
            .. Of(OptionKey.DefaultGroup, "This program makes no temporary files.", "tempdir"),
            .. Of(OptionKey.DefaultGroup, Sources, "config_source", "config_file", "config_dir", "shell_completion"),
            .. Of(
                OptionKey.DefaultGroup,
                Messaging,
                "control_exchange",
                "executor_thread_pool_size",
                "rpc_response_timeout",
                "rpc_conn_pool_size"
            ),
            Opt.Ignored(OptionKey.DefaultGroup, "transport_url", Messaging, secret: true),
            .. Of("api", NoApi, "www_authenticate_uri", "auth_uri"),
            .. HostMonitorOptions(),
            .. Of(
                "process",
                ProcessMonitor,
                "check_interval",
                "restart_retries",
                "restart_interval",
                "api_retry_max",
                "api_retry_interval",
                "process_list_path"
            ),
            .. CacheOptions(),
            .. LibraryOptions(),
            .. AuthOptions(),
        ];

    private static IEnumerable<ConfigOption> HostMonitorOptions() =>
        [
            .. Of(
                "host",
                HostMonitor,
                "monitoring_driver",
                "monitoring_interval",
                "monitoring_samples",
                "api_retry_max",
                "api_retry_interval",
                "disable_ipmi_check",
                "restrict_to_remotes",
                "ipmi_timeout",
                "ipmi_retry_max",
                "ipmi_retry_interval",
                "stonith_wait",
                "tcpdump_timeout",
                "corosync_multicast_interfaces",
                "corosync_multicast_ports",
                "pacemaker_node_type"
            ),
            .. Of("consul", HostMonitor, "agent_manage", "agent_tenant", "agent_storage", "matrix_config_file"),
            .. Of("kubernetes", HostMonitor, "monitoring_node_labels"),
        ];

    private static IEnumerable<ConfigOption> CacheOptions() =>
        [
            .. Of(
                "cache",
                Cache,
                "config_prefix",
                "expiration_time",
                "backend_expiration_time",
                "backend",
                "backend_argument",
                "proxies",
                "enabled",
                "debug_cache_backend",
                "memcache_servers",
                "memcache_dead_retry",
                "memcache_socket_timeout",
                "memcache_pool_maxsize",
                "memcache_pool_unused_timeout",
                "memcache_pool_connection_get_timeout",
                "memcache_username",
                "tls_enabled",
                "tls_cafile",
                "tls_certfile",
                "tls_keyfile"
            ),
            Opt.Ignored("cache", "memcache_password", Cache, secret: true),
            Opt.Ignored("cache", "redis_password", Cache, secret: true),
        ];

    private static IEnumerable<ConfigOption> LibraryOptions() =>
        [
            .. Of("oslo_concurrency", Locks, "lock_path", "disable_process_locking"),
            .. PrivsepOptions("masakarimonitors_privileged"),
            .. PrivsepOptions("privsep"),
            .. Of(
                "cors",
                NoApi,
                "allowed_origin",
                "allow_credentials",
                "expose_headers",
                "max_age",
                "allow_methods",
                "allow_headers"
            ),
            .. Of(
                "healthcheck",
                NoApi,
                "path",
                "detailed",
                "backends",
                "allowed_source_ranges",
                "ignore_proxied_requests",
                "disable_by_file_path",
                "disable_by_file_paths",
                "enable_by_file_paths"
            ),
            .. Of(
                "oslo_middleware",
                NoApi,
                "max_request_body_size",
                "enable_proxy_headers_parsing",
                "http_basic_auth_user_file"
            ),
        ];

    private static IEnumerable<ConfigOption> PrivsepOptions(string group) =>
        Of(
            group,
            Privsep,
            "user",
            "group",
            "capabilities",
            "thread_pool_size",
            "helper_command",
            "logger_name",
            "log_daemon_traceback"
        );

    private static IEnumerable<ConfigOption> Of(string group, string reason, params string[] names) =>
        names.Select(name => Opt.Ignored(group, name, reason));

    private static IEnumerable<ConfigOption> AuthOptions() =>
        [
            .. Of(
                "api",
                AuthType,
                "auth_methods",
                "identity_provider",
                "protocol",
                "client_id",
                "access_token_endpoint",
                "access_token_type",
                "discovery_endpoint",
                "openid_scope",
                "redirect_uri",
                "device_authorization_endpoint",
                "consumer_key",
                "access_key",
                "mutual_auth",
                "oauth2_endpoint",
                "oauth2_client_id",
                "identity_provider_url",
                "service_provider_endpoint",
                "service_provider_entity_id"
            ),
            .. AuthSecrets.Select(name => Opt.Ignored("api", name, AuthType, secret: true)),
        ];
}
