namespace Masakari.Introspective.Detection;

/// <summary>From which sides one instance is found to have failed: guest-ping, and each heartbeat channel.</summary>
/// <remarks>An instance is well again only when every side that failed is; one that answers here may be dead there.</remarks>
internal sealed class FaultSides
{
    private readonly Dictionary<string, string> _causes = new(StringComparer.Ordinal);

    public bool IsWell => _causes.Count == 0;

    /// <summary>Nothing excused its present failure, so that its end counts as well: as going in and out of failure.</summary>
    public bool IsCounted { get; set; }

    /// <summary>How often it has gone from well to failed: two failures with the same number are one.</summary>
    public int Spell { get; private set; }

    /// <summary>The sides that failed.</summary>
    public IReadOnlyCollection<string> Failed => _causes.Keys;

    public bool Has(string side) => _causes.ContainsKey(side);

    /// <summary>The side failed, or failed in another way.</summary>
    public void Fail(string side, string cause)
    {
        if (IsWell)
        {
            Spell++;
        }

        _causes[side] = cause;
    }

    /// <summary>The side is well.</summary>
    /// <returns>Whether it was the last one that had failed.</returns>
    public bool Recover(string side)
    {
        if (!_causes.Remove(side) || !IsWell)
        {
            return false;
        }

        IsCounted = false;
        return true;
    }

    /// <summary>The instance runs anew, or not at all.</summary>
    public void Clear()
    {
        _causes.Clear();
        IsCounted = false;
    }

    /// <summary>What all sides found, in one line.</summary>
    public string Describe() => string.Join("; ", _causes.Values);
}
