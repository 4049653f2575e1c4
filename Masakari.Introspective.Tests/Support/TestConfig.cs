using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A configuration from <c>group/name</c> pairs.</summary>
internal sealed class TestConfig(params (string Key, string Value)[] values) : IConfigValues
{
    private readonly Dictionary<string, string> _values = values.ToDictionary(
        v => v.Key,
        v => v.Value,
        StringComparer.Ordinal
    );

    public T Get<T>(ConfigOption<T> option) => Find(option) is { } text ? option.Parse(text) : option.Default;

    public bool IsSet(ConfigOption option) => Find(option) is not null;

    private string? Find(ConfigOption option) =>
        option
            .DeprecatedNames.Prepend(option.Name)
            .Select(name => _values.GetValueOrDefault($"{option.Group}/{name}"))
            .FirstOrDefault(text => text is not null);
}
