namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>What something usually takes here: follows what is faster quickly, what is slower hardly at all.</summary>
internal sealed class LatencyBaseline
{
    private const int FallSteps = 2;
    private const int RiseSteps = 64;

    /// <summary>Null before the first measurement.</summary>
    public TimeSpan? Usual { get; private set; }

    public void Add(TimeSpan measured)
    {
        if (Usual is not { } usual)
        {
            Usual = measured;
            return;
        }

        // An hour of slowness must not become the custom.
        if (measured < Complaints.Slow || measured <= usual * Complaints.TimesBaseline)
        {
            Usual = usual + (measured - usual) / (measured < usual ? FallSteps : RiseSteps);
        }
    }
}
