using Masakari.Introspective.Channels;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Assembly;

/// <summary>What a host monitor is given from outside: the real things, or simulated ones.</summary>
internal sealed record MonitorSurroundings
{
    public required ILibvirtHost Libvirt { get; init; }

    /// <summary>Opens the channels of the guests for a listener.</summary>
    public required Func<IGroupListener, IChannelHub> Hub { get; init; }

    public required INovaClient NovaClient { get; init; }

    public required NovaDirectory Nova { get; init; }

    public required InstanceMemory Memory { get; init; }

    public required HoldStore Holds { get; init; }

    public required BudgetLedger Budgets { get; init; }

    public required INotifier Notifier { get; init; }

    public required Mailbox Mailbox { get; init; }

    public required InstanceTable Instances { get; init; }

    public required FaultReader Faults { get; init; }

    public required DecisionJournal Journal { get; init; }

    /// <summary>Outlives the monitor where its configuration is read anew.</summary>
    public MonitorTally Tally { get; init; } = new();

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>What the monitor reads of its own state; null where it is not looked at.</summary>
    public ISelfReadings? Readings { get; init; }
}
