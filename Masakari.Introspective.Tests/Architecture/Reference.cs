namespace Masakari.Introspective.Tests.Architecture;

/// <summary>One use of a type or member in compiled code.</summary>
/// <param name="From">Full name of the using type; a nested or compiler-made type counts as the type around it.</param>
/// <param name="Where">The using method or field, for the message.</param>
/// <param name="To">Full name of the used type, the same way.</param>
/// <param name="Member">The used member as the metadata names it (<c>get_Now</c>); empty for the type itself.</param>
internal sealed record Reference(string From, string Where, string To, string Member)
{
    public override string ToString() => $"{From}.{Where} uses {To}{(Member.Length > 0 ? "." : "")}{Member}";
}
