using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.LocalHealth;

namespace Masakari.Introspective.Monitoring;

/// <summary>What speaks against the monitor's own judgement.</summary>
internal sealed partial class HostMonitor
{
    /// <summary>The monitor's own health, for whoever shows it.</summary>
    public JudgeWatch Judge { get; }

    /// <summary>The mass-failure brake, for whoever shows it.</summary>
    public StormWatch Storm { get; }

    private void LetStormAsk()
    {
        Storm.Ask = AskOutOfTurn;
        Storm.HasRoom = () => _scheduler.HasRoom;
        Storm.Heartbeats = _service.Look;
    }

    /// <summary>At once, so that the next one asked out of turn finds the place taken.</summary>
    private void AskOutOfTurn(InstanceMonitor instance)
    {
        _introspective.Hasten(instance);
        _scheduler.Run();
    }
}
