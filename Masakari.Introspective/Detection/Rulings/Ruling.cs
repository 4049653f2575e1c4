namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported now.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Reason">The rule's reason.</param>
/// <param name="Words">The same for people, a clause without a full stop: <c>Nova is stopping the instance</c>.</param>
internal sealed record Ruling(RulingKind Kind, RulingReason Reason, string Words)
{
    /// <summary>The reason as logs and metrics show it.</summary>
    public string Code => ReasonCode.Of(Reason);
}
