using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>A <c>virStreamPtr</c> that we own.</summary>
internal sealed class StreamHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LibvirtApi.StreamFree(handle) >= 0;
}
