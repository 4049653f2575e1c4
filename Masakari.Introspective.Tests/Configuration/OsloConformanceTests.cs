using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Configuration;

/// <summary>Every case is read by Debian's oslo.config and by ours; what one refuses, the other must refuse too.</summary>
[TestFixture]
[Category("Lab")]
[Category("Surroundings")]
internal sealed class OsloConformanceTests
{
    private readonly Dictionary<string, JsonElement> _theirs = new(StringComparer.Ordinal);
    private TempDirectory _temp = null!;

    private static IEnumerable<OsloCase> Cases => OsloCases.All;

    [OneTimeSetUp]
    public void AskOslo()
    {
        _temp = new TempDirectory();
        for (var i = 0; i < OsloCases.All.Count; i++)
        {
            Directory.CreateDirectory(DirectoryOf(i));
            foreach (var (path, content) in OsloCases.All[i].Files)
            {
                _temp.Write($"{i}/{path}", content);
            }
        }

        var request = new
        {
            options = OsloOptions.Theirs,
            cases = OsloCases.All.Select(
                (c, i) =>
                    new
                    {
                        args = Arguments(c, i)
                            .Concat(c.CommandLine.Select(pair => $"{Key(pair.Key).Flag}={pair.Value}")),
                        env = c.Environment.Append(new("HOME", DirectoryOf(i))).ToDictionary(StringComparer.Ordinal),
                    }
            ),
        };
        var answers = JsonDocument.Parse(RunReader(JsonSerializer.Serialize(request))).RootElement;
        for (var i = 0; i < OsloCases.All.Count; i++)
        {
            _theirs[OsloCases.All[i].Name] = answers[i];
        }
    }

    [OneTimeTearDown]
    public void Clean() => _temp.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Load_SameSources_GivesTheSameValues(OsloCase sample)
    {
        var theirs = _theirs[sample.Name];
        LoadedConfig ours;
        try
        {
            ours = ConfigLoader.Load(new OptionCatalogue(OsloOptions.Ours), SourcesOf(sample));
        }
        catch (ConfigException e)
        {
            theirs.TryGetProperty("error", out _).Should().BeTrue($"we say: {e.Message}; they say {theirs}");
            return;
        }

        theirs.TryGetProperty("values", out var values).Should().BeTrue($"they say {theirs}");
        foreach (var option in OsloOptions.Ours)
        {
            var expected = values.GetProperty($"{option.Group}.{option.Name}").GetString()!;
            var actual = Read(ours, option);
            var reason = $"{option.Key}; we say {actual}, they say {expected}";
            if (expected.StartsWith("error:", StringComparison.Ordinal))
            {
                actual.Should().StartWith("error:", reason);
            }
            else
            {
                actual.Should().Be(expected, reason);
            }
        }
    }

    private static string Read(LoadedConfig config, ConfigOption option)
    {
        try
        {
            object? value = option switch
            {
                ConfigOption<string?> text => config.Get(text),
                ConfigOption<int> number => config.Get(number),
                ConfigOption<int?> number => config.Get(number),
                ConfigOption<double?> number => config.Get(number),
                ConfigOption<bool> flag => config.Get(flag),
                ConfigOption<IReadOnlyList<string>> list => config.Get(list),
                ConfigOption<IReadOnlyList<int>> list => config.Get(list),
                ConfigOption<IReadOnlyDictionary<string, string>> pairs => config.Get(pairs),
                _ => throw new NotSupportedException(option.GetType().ToString()),
            };
            var type = value switch
            {
                null => "NoneType",
                string => "str",
                int => "int",
                double => "float",
                bool => "bool",
                IReadOnlyDictionary<string, string> => "dict",
                _ => "list",
            };
            return $"{type}:{ValueText.Python(value)}";
        }
        catch (ConfigException e)
        {
            return "error:" + e.Message;
        }
    }

    private static OptionKey Key(string text)
    {
        var parts = text.Split('.');
        return new OptionKey(parts[0], parts[1]);
    }

    private static string RunReader(string request)
    {
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Configuration", "oslo_reader.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONUTF8"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(request);
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, $"python3-oslo.config must be installed: {errors.GetAwaiter().GetResult()}");
        return answer;
    }

    private string DirectoryOf(int index) => Path.Combine(_temp.Root, $"{index}");

    private IEnumerable<string> Arguments(OsloCase sample, int index) =>
        sample.Arguments.Select(a => a.Replace("{dir}", DirectoryOf(index), StringComparison.Ordinal));

    private ConfigSources SourcesOf(OsloCase sample)
    {
        var index = OsloCases.All.ToList().IndexOf(sample);
        return new ConfigSources
        {
            Program = "masakari-instancemonitor",
            Paths =
            [
                .. Arguments(sample, index).Chunk(2).Select(pair => new ConfigPath(pair[1], pair[0] is "--config-dir")),
            ],
            Environment = sample.Environment,
            CommandLine = sample.CommandLine.ToDictionary(pair => Key(pair.Key), pair => pair.Value),
            Home = DirectoryOf(index),
        };
    }
}
