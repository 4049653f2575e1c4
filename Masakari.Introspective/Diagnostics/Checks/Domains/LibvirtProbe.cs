using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;

namespace Masakari.Introspective.Diagnostics.Checks.Domains;

/// <summary>Looks at libvirt on a thread of its own: it may hang for as long as it likes, and nobody waits longer than the deadline.</summary>
internal static class LibvirtProbe
{
    /// <returns>What was found, null where nothing was; and what is to be said about it.</returns>
    public static async Task<(LibvirtInspection? Found, Finding Finding)> LookAsync(
        string uri,
        TimeSpan deadline,
        TimeProvider time
    )
    {
        using var thread = new WorkerThreads("libvirt check", 1);
        try
        {
            var found = await thread
                .RunAsync(_ => LibvirtInspector.Look(uri, time), CancellationToken.None)
                .WaitAsync(deadline, time);
            return (found, LibvirtRule.Judge(uri, found));
        }
        catch (LibvirtException failure)
        {
            return (null, LibvirtRule.Judge(uri, failure));
        }
        catch (TimeoutException)
        {
            return (null, LibvirtRule.Silent(uri, deadline));
        }
    }
}
