using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Who is at the other end of the control socket, as the kernel tells: nobody can pass for another.</summary>
/// <remarks>SO_PEERCRED, see unix(7).</remarks>
internal static class PeerUser
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int CredentialBytes = 12;

    /// <summary>User's name, or <c>uid N</c> where it has none on this host.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is not { Socket: { } socket })
        {
            return "somebody";
        }

        Span<byte> credentials = stackalloc byte[CredentialBytes];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        var uid = BitConverter.ToUInt32(credentials[4..]);
        return NameOf(uid, "/etc/passwd") ?? string.Create(CultureInfo.InvariantCulture, $"uid {uid}");
    }

    /// <summary>The name of a user in a file like passwd(5); null where it has none, or the file cannot be read.</summary>
    public static string? NameOf(uint uid, string file)
    {
        try
        {
            var wanted = uid.ToString(CultureInfo.InvariantCulture);
            return File.ReadLines(file)
                .Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == wanted)
                ?[0];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
