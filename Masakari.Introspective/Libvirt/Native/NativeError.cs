using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>libvirt's last error of the calling thread; to be read right after the call that failed.</summary>
internal static class NativeError
{
    public static LibvirtFailure Read(LibvirtCall call, TimeSpan elapsed = default, TimeSpan? timeout = null)
    {
        var error = LibvirtApi.GetLastError();
        if (error == 0)
        {
            return new LibvirtFailure(call, 0, 0, 0, "libvirt gave no reason", elapsed, timeout);
        }

        var native = Marshal.PtrToStructure<VirError>(error);
        var message = Marshal.PtrToStringUTF8(native.Message) ?? "libvirt gave no reason";
        return new LibvirtFailure(call, native.Code, native.Domain, native.Int1, message, elapsed, timeout);
    }

    public static LibvirtException Exception(LibvirtCall call) => ErrorMap.ToException(Read(call));
}
