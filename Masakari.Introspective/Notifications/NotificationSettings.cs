using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Notifications;

/// <summary>The values of <see cref="NotificationOptions"/>, with the same defaults.</summary>
internal sealed record NotificationSettings
{
    public int RetryMax { get; init; } = NotificationOptions.RetryMax.Default;

    public TimeSpan RetryInterval { get; init; } = Seconds(NotificationOptions.RetryInterval.Default);

    public TimeSpan RetryCeiling { get; init; } = Seconds(NotificationOptions.RetryCeiling.Default);

    public TimeSpan DuplicateWindow { get; init; } = Seconds(NotificationOptions.DuplicateWindow.Default);

    public TimeSpan MaintenanceRecheckInterval { get; init; } =
        Seconds(NotificationOptions.MaintenanceRecheckInterval.Default);

    public TimeSpan RefusedRecheckInterval { get; init; } = Seconds(NotificationOptions.RefusedRecheckInterval.Default);

    public bool RegistrationCheck { get; init; } = NotificationOptions.RegistrationCheck.Default;

    /// <exception cref="ConfigException">A value is malformed or out of range.</exception>
    public static NotificationSettings Read(IConfigValues values) =>
        new()
        {
            RetryMax = values.Get(NotificationOptions.RetryMax),
            RetryInterval = Seconds(values.Get(NotificationOptions.RetryInterval)),
            RetryCeiling = Seconds(values.Get(NotificationOptions.RetryCeiling)),
            DuplicateWindow = Seconds(values.Get(NotificationOptions.DuplicateWindow)),
            MaintenanceRecheckInterval = Seconds(values.Get(NotificationOptions.MaintenanceRecheckInterval)),
            RefusedRecheckInterval = Seconds(values.Get(NotificationOptions.RefusedRecheckInterval)),
            RegistrationCheck = values.Get(NotificationOptions.RegistrationCheck),
        };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
