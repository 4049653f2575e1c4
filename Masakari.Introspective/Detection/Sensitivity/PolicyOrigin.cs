namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>Where a value of an instance's policy comes from.</summary>
/// <param name="Source">Who decided.</param>
/// <param name="Key">The option or key that says it: <c>masakari:interval</c>, <c>sensitivity = high</c>; empty for a default.</param>
/// <param name="IsLimited">The preset's own value is not allowed here: this is the nearest that is.</param>
internal sealed record PolicyOrigin(PolicySource Source, string Key, bool IsLimited = false)
{
    public static readonly PolicyOrigin Default = new(PolicySource.Default, "");

    /// <summary>For people: <c>server metadata masakari:interval</c>.</summary>
    public string Describe() =>
        Source switch
        {
            PolicySource.Default => "default",
            PolicySource.Host => $"option {Key}",
            PolicySource.NovaExtraSpec or PolicySource.DomainExtraSpec => $"flavor extra spec {Key}",
            _ => $"server metadata {Key}",
        } + (IsLimited ? ", limited by the operator" : "");
}
