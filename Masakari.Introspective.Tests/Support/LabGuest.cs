using System.Globalization;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A guest of the lab, and the ways to make it fail.</summary>
/// <param name="Number">The lab's number of the guest.</param>
/// <param name="Uri">URI of the lab's libvirtd.</param>
internal sealed record LabGuest(int Number, Guid Uuid, string Uri)
{
    private string Name => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Defines and starts a guest, and returns when its agent has answered.</summary>
    public static async Task<LabGuest> StartAsync(int number)
    {
        var uri = await Lab.RunAsync("libvirt", "uri");
        await Lab.RunAsync("guest", "start", number.ToString(CultureInfo.InvariantCulture));
        var domain = string.Create(CultureInfo.InvariantCulture, $"instance-0000b{number:x3}");
        var uuid = await Lab.ExecuteAsync("virsh", "-q", "-c", uri, "domuuid", domain);
        return new LabGuest(number, Guid.Parse(uuid), uri);
    }

    /// <summary>Runs <c>virsh VERB</c> on the guest.</summary>
    public Task VirshAsync(string verb) => Lab.ExecuteAsync("virsh", "-q", "-c", Uri, verb, Uuid.ToString());

    /// <summary>Runs a shell command in the guest, over a channel that needs no agent.</summary>
    public Task<string> ShellAsync(string command) => Lab.RunAsync("guest", "sh", Name, command);

    /// <summary>Sends a signal to the guest's QEMU.</summary>
    public async Task SignalQemuAsync(string signal) =>
        await Lab.ExecuteAsync("kill", "-s", signal, await Lab.RunAsync("guest", "pid", Name));

    /// <summary>Destroys and undefines the guest.</summary>
    public Task RemoveAsync() => Lab.RunAsync("guest", "stop", Name);
}
