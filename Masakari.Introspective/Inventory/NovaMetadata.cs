namespace Masakari.Introspective.Inventory;

/// <summary>What Nova wrote into the domain's XML (namespace http://openstack.org/xmlns/libvirt/nova/1.1).</summary>
/// <param name="Name">Display name of the instance.</param>
/// <param name="ProjectId">UUID of the owning project.</param>
/// <param name="ProjectName">Name of the owning project.</param>
/// <param name="FlavorName">Name of the flavor.</param>
/// <param name="ExtraSpecs">Extra specs of the flavor; null before Nova 32 (2025.2), which does not write them.</param>
/// <param name="ImageProperties">Properties of the image that Nova knows; null before Nova 32.</param>
internal sealed record NovaMetadata(
    string? Name,
    string? ProjectId,
    string? ProjectName,
    string? FlavorName,
    IReadOnlyDictionary<string, string>? ExtraSpecs,
    IReadOnlyDictionary<string, string>? ImageProperties
);
