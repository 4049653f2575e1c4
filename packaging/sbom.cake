// The software bill of materials in CycloneDX 1.5 JSON, from what the published program itself lists (deps.json): its
// packages, its runtime, who needs whom. Licences and hashes come from the package folder of the build.
using System.Text.Json;
using System.Text.Json.Nodes;

/// The folder of a restored package, null for what is not a package.
string PackageFolder(string id, string version)
{
    var packages = EnvironmentVariable("NUGET_PACKAGES", System.IO.Path.Combine(EnvironmentVariable("HOME", "/root"), ".nuget/packages"));
    var folder = System.IO.Path.Combine(packages, id.ToLowerInvariant(), version.ToLowerInvariant());
    return System.IO.Directory.Exists(folder) ? folder : null;
}

/// The licence that the package names, as an SPDX expression.
string Licence(string folder)
{
    var specification = System.IO.Directory.GetFiles(folder, "*.nuspec").First();
    var licence = XDocument.Load(specification).Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
    return licence?.Attribute("type")?.Value == "expression" ? licence.Value.Trim() : null;
}

/// SHA-512 of the package file, as the package folder keeps it.
string Sha512(string folder)
{
    var file = System.IO.Directory.GetFiles(folder, "*.nupkg.sha512").FirstOrDefault();
    return file is null ? null : Convert.ToHexStringLower(Convert.FromBase64String(System.IO.File.ReadAllText(file).Trim()));
}

void WriteSbom(string program, string version, DateTimeOffset moment, string target)
{
    const string runtimePack = "runtimepack.";
    const string root = "masakari-introspective";
    var dependencies = JsonNode.Parse(System.IO.File.ReadAllText($"{program}/{root}.deps.json"));
    string Reference(string key)
    {
        var (id, release) = (key.Split('/')[0], key.Split('/')[1]);
        return (string)dependencies["libraries"][key]["type"] == "project"
            ? $"pkg:generic/{id.ToLowerInvariant()}@{release}"
            : $"pkg:nuget/{(id.StartsWith(runtimePack) ? id[runtimePack.Length..] : id)}@{release}";
    }

    var keys = dependencies["libraries"].AsObject().Select(library => library.Key).Order(StringComparer.Ordinal).ToList();
    var components = new JsonArray();
    foreach (var key in keys.Where(key => key.Split('/')[0] != root))
    {
        var (id, release) = (key.Split('/')[0], key.Split('/')[1]);
        id = id.StartsWith(runtimePack) ? id[runtimePack.Length..] : id;
        var component = new JsonObject
        {
            ["type"] = key.StartsWith(runtimePack) ? "framework" : "library",
            ["bom-ref"] = Reference(key),
            ["name"] = id,
            ["version"] = release,
            ["scope"] = "required",
        };
        var isProject = (string)dependencies["libraries"][key]["type"] == "project";
        var folder = isProject ? null : PackageFolder(id, release)
            ?? throw new CakeException($"SBOM: package {id} {release} is not in the package folder of this build.");
        if (folder is not null && Sha512(folder) is { } hash)
        {
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = hash });
        }

        var licence = isProject ? "Apache-2.0" : Licence(folder)
            ?? throw new CakeException($"SBOM: package {id} {release} names no licence.");
        component["licenses"] = new JsonArray(new JsonObject { ["expression"] = licence });
        component["purl"] = Reference(key);
        components.Add(component);
    }

    var needs = dependencies["targets"].AsObject().Single(t => t.Key.Contains('/')).Value.AsObject();
    var graph = new JsonArray();
    foreach (var key in keys)
    {
        var of = needs[key]?["dependencies"]?.AsObject().Select(d => $"{d.Key}/{d.Value}").Where(keys.Contains) ?? [];
        graph.Add(new JsonObject
        {
            ["ref"] = Reference(key),
            ["dependsOn"] = new JsonArray([.. of.Select(Reference).Order(StringComparer.Ordinal).Select(r => (JsonNode)r)]),
        });
    }

    var document = new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.5",
        // The same contents have the same number, so that two builds are alike.
        ["serialNumber"] = $"urn:uuid:{new Guid(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(version + components.ToJsonString())).AsSpan(0, 16))}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["component"] = new JsonObject
            {
                ["type"] = "application",
                ["bom-ref"] = Reference(keys.Single(key => key.Split('/')[0] == root)),
                ["name"] = root,
                ["version"] = version,
                ["licenses"] = new JsonArray(new JsonObject { ["expression"] = "Apache-2.0" }),
                ["purl"] = Reference(keys.Single(key => key.Split('/')[0] == root)),
            },
        },
        ["components"] = components,
        ["dependencies"] = graph,
    };
    var style = new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    System.IO.File.WriteAllText(target, document.ToJsonString(style) + "\n");
}
