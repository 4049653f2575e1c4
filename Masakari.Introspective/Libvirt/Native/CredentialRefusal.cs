using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>
/// Tells libvirt that we could take any credential, so that it looks into auth.conf itself, and refuses when it asks
/// us nevertheless: a daemon has nobody to ask.
/// </summary>
internal static unsafe class CredentialRefusal
{
    /// <summary>VIR_CRED_AUTHNAME, ECHOPROMPT, REALM, PASSPHRASE, NOECHOPROMPT, EXTERNAL.</summary>
    public static ReadOnlySpan<int> Types => [2, 6, 8, 5, 7, 9];

    /// <summary>What libvirt asked for during an open on this thread; null when it asked for nothing.</summary>
    [ThreadStatic]
    private static string? _asked;

    /// <summary>Takes (and forgets) what was asked for on this thread.</summary>
    public static string? TakeAsked()
    {
        var asked = _asked;
        _asked = null;
        return asked;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Refuse(nint credentials, uint count, nint data)
    {
        // struct _virConnectCredential begins with int type, const char *prompt.
        _asked =
            count == 0 || credentials == 0
                ? "credentials"
                : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(credentials, nint.Size)) ?? "credentials";
        return -1;
    }
}
