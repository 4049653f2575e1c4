using System.Text.Json;
using Masakari.Introspective.Diagnostics.Json;

namespace Masakari.Introspective.Cli.Output;

/// <summary>Prints one JSON document, in the style of <see cref="ViewJson"/>.</summary>
internal static class JsonOutput
{
    public static void Write<T>(TextWriter output, T document) =>
        output.WriteLine(JsonSerializer.Serialize(document, ViewJson.Indented));
}
