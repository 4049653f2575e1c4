using System.Reflection;

namespace Masakari.Introspective.Diagnostics;

/// <summary>The product's version, without the build's own suffix.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";
}
