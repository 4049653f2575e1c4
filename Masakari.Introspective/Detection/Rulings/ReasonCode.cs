using System.Text;

namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Reasons as stable codes: <c>GuestSilent</c> is <c>guest-silent</c> wherever a person or a program reads it.</summary>
internal static class ReasonCode
{
    public static string Of<TReason>(TReason reason)
        where TReason : struct, Enum
    {
        var code = new StringBuilder();
        foreach (var letter in reason.ToString())
        {
            if (char.IsUpper(letter) && code.Length > 0)
            {
                code.Append('-');
            }

            code.Append(char.ToLowerInvariant(letter));
        }

        return code.ToString();
    }
}
