using System.Collections.Concurrent;
using System.Globalization;

namespace Masakari.Introspective.Configuration;

/// <summary>The configuration as read once; never changes. A reload makes a new one.</summary>
internal sealed class LoadedConfig : IConfigValues
{
    private const string Masked = "****";

    /// <summary>Deeper than any sane chain of references: beyond it, options refer to each other in a circle.</summary>
    private const int MaxDepth = 32;

    private readonly ConcurrentDictionary<ConfigOption, object?> _values = [];
    private readonly OptionCatalogue _catalogue;
    private readonly ValueLookup _lookup;

    public LoadedConfig(OptionCatalogue catalogue, ValueLookup lookup)
    {
        _catalogue = catalogue;
        _lookup = lookup;
        Files = [.. lookup.Files.Select(file => file.Path)];
        Warnings =
        [
            .. ConfigLinter.Unknown(catalogue, lookup),
            .. ConfigLinter.OldNames(catalogue, lookup),
            .. ConfigLinter.Cautions(catalogue, lookup),
        ];
    }

    /// <summary>In the order of their reading; later ones win.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<ConfigWarning> Warnings { get; }

    public T Get<T>(ConfigOption<T> option) => (T)Value(option, 0)!;

    public bool IsSet(ConfigOption option) => Source(option) is not null;

    /// <summary>What the winning source says, and where; null when no source sets the option.</summary>
    public ConfiguredValue? Source(ConfigOption option) => _lookup.Find(option, _catalogue.OldNames(option));

    /// <summary>Checks every declared option that has an effect.</summary>
    /// <exception cref="ConfigException">Some values are wrong: one line of message for each.</exception>
    public void Validate()
    {
        var errors = Errors();
        if (errors.Count > 0)
        {
            throw new ConfigException(string.Join('\n', errors));
        }
    }

    /// <summary>One line for each wrong value; empty when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        foreach (var option in _catalogue.Options.Where(option => !option.Ignored))
        {
            try
            {
                Value(option, 0);
            }
            catch (ConfigException e)
            {
                errors.Add(e.Message);
            }
        }

        return errors;
    }

    /// <summary>Every option that has an effect, with its effective value, in oslo.config's layout, secrets masked.</summary>
    public IEnumerable<string> Dump() =>
        _catalogue
            .Options.Where(option => !option.Ignored)
            .Select(option =>
            {
                var plain = string.Equals(option.Group, OptionKey.DefaultGroup, StringComparison.Ordinal);
                var name = plain ? option.Name : $"{option.Group}.{option.Name}";
                return string.Create(CultureInfo.InvariantCulture, $"{name, -30} = {Display(option)}");
            });

    /// <summary>Every option that has an effect, with its effective value and where it comes from; secrets masked.</summary>
    public IEnumerable<EffectiveValue> Effective() =>
        _catalogue
            .Options.Where(option => !option.Ignored)
            .Select(option =>
            {
                var source = Source(option);
                var isHidden = option.Secret && source is not null;
                return new EffectiveValue(option, isHidden ? Masked : Display(option), source);
            });

    /// <summary>What becomes of each line that was written for the Python monitors.</summary>
    public IEnumerable<MigrationStep> Migrate() => Migration.Of(_catalogue, _lookup.Files);

    /// <summary>The options whose effective value is another in <paramref name="other"/>, the newer one; secrets masked.</summary>
    public IEnumerable<(ConfigOption Option, string Old, string New)> Diff(LoadedConfig other)
    {
        foreach (var option in _catalogue.Options)
        {
            var (before, after) = (Plain(option), other.Plain(option));
            if (!string.Equals(before, after, StringComparison.Ordinal))
            {
                yield return option.Secret ? (option, Masked, Masked) : (option, before, after);
            }
        }
    }

    private string Display(ConfigOption option) => option.Secret ? Masked : ConfigMessages.OneLine(Plain(option));

    private string Plain(ConfigOption option)
    {
        try
        {
            return Value(option, 0) is { } value ? ValueText.Python(value) : "None";
        }
        catch (ConfigException)
        {
            return $"{string.Join(", ", Source(option)!.Texts)} (invalid)";
        }
    }

    private object? Value(ConfigOption option, int depth)
    {
        if (_values.TryGetValue(option, out var known))
        {
            return known;
        }

        var value = Source(option) is { } source ? Convert(option, source, depth) : option.BoxedDefault;
        _values[option] = value;
        return value;
    }

    private object? Convert(ConfigOption option, ConfiguredValue source, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ConfigException(ConfigMessages.Circle(option, source));
        }

        var texts = source
            .Texts.Select(text => Interpolation.Expand(text, name => Referenced(option, source, name, depth)))
            .ToList();
        try
        {
            return option.Convert(texts);
        }
        catch (FormatException e)
        {
            throw new ConfigException(ConfigMessages.BadValue(option, source, texts[^1], e.Message), e);
        }
    }

    /// <summary>
    /// A plain name is looked up in the same group first, then in DEFAULT. DEFAULT is no group that a reference can name:
    /// oslo.config refuses it too.
    /// </summary>
    private string Referenced(ConfigOption option, ConfiguredValue source, string name, int depth)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var target =
            dot >= 0
                ? InGroup(name[..dot], name[(dot + 1)..])
                : _catalogue.Find(new OptionKey(option.Group, name))
                    ?? _catalogue.Find(new OptionKey(OptionKey.DefaultGroup, name));
        return target is null
            ? throw new ConfigException(ConfigMessages.UnknownReference(option, source, name))
            : ValueText.Python(Value(target, depth + 1));
    }

    private ConfigOption? InGroup(string group, string name) =>
        string.Equals(group, OptionKey.DefaultGroup, StringComparison.Ordinal)
            ? null
            : _catalogue.Find(new OptionKey(group, name));
}
