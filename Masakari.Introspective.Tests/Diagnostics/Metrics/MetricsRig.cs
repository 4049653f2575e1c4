using System.Net.Sockets;
using Masakari.Introspective.Diagnostics;
using Masakari.Introspective.Diagnostics.Routes;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Notifications.Registration;
using Masakari.Introspective.Tests.Monitoring;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Masakari.Introspective.Tests.Diagnostics.Metrics;

/// <summary>The in-memory monitor with a daemon's desk, answered over a real unix socket.</summary>
internal sealed class MetricsRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskOutbox _outbox;
    private readonly DeliveryService _delivery;

    public MetricsRig(MonitorRig? rig = null)
    {
        Rig = rig ?? new MonitorRig();
        Rig.Start();
        _outbox = new DiskOutbox(_folder.Combine("outbox"), Rig.Time, NullLogger<DiskOutbox>.Instance);
        _delivery = new DeliveryService(
            new NotificationSettings(),
            _outbox,
            Substitute.For<INotificationSink>(),
            Rig.Faults,
            Rig.Time,
            NullLogger<DeliveryService>.Instance
        );
        Registration.Current.Returns(
            new HostRegistration(RegistrationState.Registered, Rig.Time.GetUtcNow()) { SegmentName = "s" }
        );
        var sight = new MonitorSight(Rig.Options, Rig.Around, Rig.Parts, _delivery)
        {
            IsMoving = () => IsMoving,
            Registration = Registration,
        };
        Condition = new DaemonCondition(Rig.Time.GetUtcNow());
        Desk = new MonitorDesk(
            new DaemonFacts("masakari-introspective", "1.2.3", 42, Rig.Time.GetUtcNow()),
            () => HasMonitor ? sight : null,
            Rig.Time
        )
        {
            Condition = Condition,
        };
    }

    public MonitorRig Rig { get; }

    public MonitorDesk Desk { get; }

    public DaemonCondition Condition { get; }

    public IRegistration Registration { get; } = Substitute.For<IRegistration>();

    public bool IsMoving { get; set; } = true;

    public bool HasMonitor { get; set; } = true;

    /// <summary>A guest that starts now and answers.</summary>
    public InMemoryDomain Boot(string name)
    {
        var guest = Rig.Libvirt.Add(name, running: false);
        Rig.Libvirt.Boot(guest);
        return guest;
    }

    /// <summary>Asks a control server of its own.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var socket = _folder.Combine("control.sock");
        await using var server = ControlRoutes.Serve(Desk, NullLoggerFactory.Instance);
        await server.StartAsync(socket);
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, stopping) =>
                {
                    var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stopping);
                    return new NetworkStream(connection, ownsSocket: true);
                },
            }
        );
        return await client.GetAsync(new Uri("http://daemon" + path));
    }

    public async Task<Scrape> ScrapeAsync()
    {
        using var response = await GetAsync("/metrics");
        response.EnsureSuccessStatusCode();
        return new Scrape(await response.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync()
    {
        _delivery.Dispose();
        _outbox.Dispose();
        Rig.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
