using System.Text;
using System.Text.Json.Nodes;

namespace Masakari.Introspective.Tests.Protocol;

/// <summary>One file of samples/protocol-vectors; its README describes the keys.</summary>
/// <param name="Name">The file's name without its extension.</param>
internal sealed record ProtocolVector(
    string Name,
    bool IsBase,
    bool IsToHost,
    bool IsCanonical,
    byte[] Stream,
    JsonArray Expect
)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ProtocolVector> All { get; } =
    [.. Directory.EnumerateFiles(Folder(), "*.json").Order(StringComparer.Ordinal).Select(Load)];

    public override string ToString() => Name;

    private static ProtocolVector Load(string path)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var stream = file["stream_hex"] is { } hex
            ? Convert.FromHexString((string)hex!)
            : Encoding.UTF8.GetBytes((string)file["stream"]!);
        return new ProtocolVector(
            Path.GetFileNameWithoutExtension(path),
            (string)file["layer"]! == "base",
            (string)file["direction"]! == "guest-to-host",
            file["canonical"] is { } canonical && (bool)canonical,
            stream,
            file["expect"]!.AsArray()
        );
    }

    private static string Folder() => Path.Combine(Checkout.Root, "samples", "protocol-vectors");
}
