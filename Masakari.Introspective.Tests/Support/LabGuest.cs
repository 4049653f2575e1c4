using System.Globalization;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A guest of the lab, and the ways to make it fail.</summary>
/// <param name="Number">The lab's number of the guest.</param>
/// <param name="Uri">URI of the lab's libvirtd.</param>
internal sealed record LabGuest(int Number, Guid Uuid, string Uri)
{
    private string Name => Text(Number);

    /// <summary>Name of its libvirt domain.</summary>
    public string Domain => string.Create(CultureInfo.InvariantCulture, $"instance-0000b{Number:x3}");

    /// <summary>Defines and starts a guest with the options of <c>lab guest start</c>; returns when its agent has answered.</summary>
    public static async Task<LabGuest> StartAsync(int number, params string[] options) =>
        (await StartAsync(number, 1, options))[0];

    /// <summary>Starts <paramref name="count"/> guests at once, numbered from <paramref name="first"/> on.</summary>
    public static async Task<IReadOnlyList<LabGuest>> StartAsync(int first, int count, params string[] options)
    {
        await Lab.RunAsync(["guest", "start", Text(first), "--count", Text(count), .. options]);
        var uri = await Lab.LibvirtUriAsync();
        var guests = new List<LabGuest>();
        foreach (var number in Enumerable.Range(first, count))
        {
            var guest = new LabGuest(number, default, uri);
            var uuid = await Lab.ExecuteAsync("virsh", "-q", "-c", uri, "domuuid", guest.Domain);
            guests.Add(guest with { Uuid = Guid.Parse(uuid) });
        }

        return guests;
    }

    /// <summary>Makes the guest fail, or mends it, in one of the modes of <c>lab guest fail</c>.</summary>
    public Task FailAsync(string mode) => Lab.RunAsync("guest", "fail", Name, mode);

    /// <summary>Starts the guest again after it went off, as it was defined; does not wait for its agent.</summary>
    public Task RestartAsync() => Lab.ExecuteAsync("virsh", "-q", "-c", Uri, "start", Uuid.ToString());

    /// <summary>Runs a shell command in the guest, over a channel that needs no agent.</summary>
    public Task<string> ShellAsync(string command) => Lab.RunAsync("guest", "run", Name, command);

    /// <summary>Destroys and undefines the guest.</summary>
    public Task RemoveAsync() => Lab.RunAsync("guest", "stop", Name);

    /// <summary>The same with several guests, all at once: QEMU takes more than a second to go.</summary>
    public static Task RemoveAsync(IReadOnlyCollection<LabGuest> guests) =>
        guests.Count == 0 ? Task.CompletedTask : Lab.RunAsync(["guest", "stop", .. guests.Select(guest => guest.Name)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
