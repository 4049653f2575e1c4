namespace Masakari.Introspective.Protocol.Base;

/// <summary>What a received object turned out to be: a base-layer message, or the refusal to send back.</summary>
/// <param name="Message">The message; null where it was refused.</param>
/// <param name="Refusal">Why it was refused; null where there is a message.</param>
/// <param name="Source">Who sent it, as far as it could be read: where the refusal goes.</param>
public readonly record struct BaseReading(BaseMessage? Message, string? Refusal, string? Source = null);
