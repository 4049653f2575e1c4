using Masakari.Introspective.Cli.Control;
using Masakari.Introspective.Diagnostics;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Routes;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Tests.Monitoring;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Masakari.Introspective.Tests.Diagnostics;

/// <summary>A monitor in simulated time behind a real control socket.</summary>
internal sealed class ControlRig : IAsyncDisposable
{
    public static readonly Guid Guest = Guid.Parse("4c1a9f10-0000-4000-8000-000000000001");

    private readonly TemporaryFolder _folder = new();
    private readonly ControlServer _server;
    private readonly DiskOutbox _outbox;

    private ControlRig()
    {
        Monitor = new MonitorRig();
        Domain = Monitor.Libvirt.Add("instance-00000001", uuid: Guest);
        Monitor.Start();
        _outbox = new DiskOutbox(_folder.Combine("outbox"), Monitor.Time, NullLogger<DiskOutbox>.Instance);
        Delivery = new DeliveryService(
            new NotificationSettings(),
            _outbox,
            Substitute.For<INotificationSink>(),
            Substitute.For<IFaultReader>(),
            Monitor.Time,
            NullLogger<DeliveryService>.Instance
        );
        var simulated = Monitor.Simulated;
        var sight = new MonitorSight(simulated.Options, simulated.Around, simulated.Monitor.Parts, Delivery)
        {
            IsMoving = () => true,
        };
        var facts = new DaemonFacts("masakari-introspective", "1.2.3", 4711, Monitor.Time.GetUtcNow());
        _server = ControlRoutes.Serve(new MonitorDesk(facts, () => sight, Monitor.Time), NullLoggerFactory.Instance);
        Client = new ControlClient(Socket);
    }

    public MonitorRig Monitor { get; }

    public InMemoryDomain Domain { get; }

    public DeliveryService Delivery { get; }

    public ControlClient Client { get; }

    public string Socket => _folder.Combine("control.sock");

    public static async Task<ControlRig> OpenAsync()
    {
        var rig = new ControlRig();
        await rig._server.StartAsync(rig.Socket);
        return rig;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        await Delivery.StopAsync(TimeSpan.Zero);
        Delivery.Dispose();
        _outbox.Dispose();
        Monitor.Dispose();
        _folder.Dispose();
    }
}
