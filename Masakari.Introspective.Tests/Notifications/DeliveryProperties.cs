using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.NUnit;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Notifications;

/// <summary>
/// Whatever happens in whatever order, a fault that is never withdrawn reaches the service, and per instance in the order
/// of the reports.
/// </summary>
internal sealed class DeliveryProperties
{
    private const int Instances = 3;

    [Property(MaxTest = 40)]
    public Property AnyInterleaving_LosesNothingAndKeepsOrder() =>
        Prop.ForAll(
            Gen.Choose(0, 11).ListOf().Select(l => l.Take(40).ToArray()).ToArbitrary(),
            steps => RunAsync(steps).GetAwaiter().GetResult()
        );

    private static async Task<bool> RunAsync(int[] steps)
    {
        using var world = new World();
        foreach (var step in steps)
        {
            await world.DoAsync(step);
        }

        await world.HealAsync();
        world.Check();
        return true;
    }

    private sealed class World : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly LogRecorder _log = new();
        private readonly FakeReader _reader = new();
        private readonly Lock _lock = new();
        private readonly List<string> _stored = [];
        private readonly List<(Guid Instance, string Cause)> _reported = [];
        private readonly HashSet<Guid> _withdrawn = [];
        private Incarnation _current;
        private DeliveryOutcome _mood = DeliveryOutcome.Delivered;
        private bool _loseAnswers;
        private int _number;

        public World() => _current = new Incarnation(this);

        public async Task DoAsync(int step)
        {
            switch (step)
            {
                case < 4:
                    Report(Instance(step % Instances));
                    break;
                case 4:
                    _mood = DeliveryOutcome.Unavailable;
                    break;
                case 5:
                    _mood = DeliveryOutcome.Delivered;
                    break;
                case 6:
                    _mood = DeliveryOutcome.HostInMaintenance;
                    break;
                case 7:
                    // Stored, but the answer never arrives.
                    _loseAnswers = !_loseAnswers;
                    break;
                case 8:
                    _current = new Incarnation(this, _current);
                    break;
                case 9:
                    Withdraw(Instance(Instances - 1));
                    break;
                default:
                    _current.Time.Advance(TimeSpan.FromSeconds(15));
                    for (var turn = 0; turn < 3; turn++)
                    {
                        await Task.Delay(1);
                    }

                    break;
            }
        }

        public async Task HealAsync()
        {
            (_mood, _loseAnswers) = (DeliveryOutcome.Delivered, false);
            _current = new Incarnation(this, _current);
            await _current.Time.AdvanceUntilAsync(
                () => _current.Service.Pending.Count == 0,
                TimeSpan.FromSeconds(10),
                TimeSpan.FromHours(1)
            );
        }

        public void Check()
        {
            foreach (var instance in Enumerable.Range(0, Instances).Select(Instance))
            {
                var reported = _reported.Where(r => r.Instance == instance).Select(r => r.Cause).ToList();
                var stored = _stored.Where(reported.Contains).ToList();
                stored.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
                if (!_withdrawn.Contains(instance))
                {
                    stored.Should().Equal(reported);
                }
            }
        }

        public void Dispose()
        {
            _current.Dispose();
            _folder.Dispose();
            _log.Dispose();
        }

        private static Guid Instance(int number) => new(number + 1, 0, 0, new byte[8]);

        private void Report(Guid instance)
        {
            var cause = $"{++_number:D4}";
            _reported.Add((instance, cause));
            _current.Service.Report(
                new Notification(instance, "LIFECYCLE", "STOPPED_FAILED", "vm", _current.Time.GetUtcNow(), cause)
            );
        }

        private void Withdraw(Guid instance)
        {
            _withdrawn.Add(instance);
            _reader.Truth[instance] = FaultTruth.Gone;
        }

        /// <summary>One life of the process; a dead one never hears an answer again.</summary>
        private sealed class Incarnation : INotificationSink, IDisposable
        {
            private readonly World _world;
            private readonly DiskOutbox _outbox;
            private volatile bool _dead;

            public Incarnation(World world, Incarnation? killed = null)
            {
                _world = world;
                killed?.Kill();
                _outbox = new DiskOutbox(world._folder.Path, Time, world._log.For<DiskOutbox>());
                Service = new DeliveryService(
                    new NotificationSettings(),
                    _outbox,
                    this,
                    world._reader,
                    Time,
                    world._log.For<DeliveryService>(),
                    // However slow this disk is: the property is about a disk that does not stall.
                    diskPatience: TimeSpan.FromMinutes(1)
                );
                Service.Start();
            }

            public ManualTimeProvider Time { get; } = new();

            public DeliveryService Service { get; }

            public string Name => "masakari";

            public Task<DeliveryResult> SendAsync(Notification notification, CancellationToken cancellationToken)
            {
                lock (_world._lock)
                {
                    if (_dead)
                    {
                        return new TaskCompletionSource<DeliveryResult>().Task;
                    }

                    // Read once: the steps change it meanwhile.
                    var mood = _world._mood;

                    // Like the real sink: an own record of an earlier, lost answer counts as delivered.
                    if (mood == DeliveryOutcome.Delivered && !_world._stored.Contains(notification.Cause))
                    {
                        _world._stored.Add(notification.Cause);
                        if (_world._loseAnswers)
                        {
                            return Task.FromResult(new DeliveryResult(DeliveryOutcome.Unavailable, "lost"));
                        }
                    }

                    return Task.FromResult(new DeliveryResult(mood, "so"));
                }
            }

            public void Dispose() => Kill();

            // As kill -9 leaves it: nothing is told, nothing is written any more.
            private void Kill()
            {
                lock (_world._lock)
                {
                    _dead = true;
                }

                Service.Dispose();
                _outbox.Dispose();
            }
        }
    }
}
