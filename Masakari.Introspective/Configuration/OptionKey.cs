namespace Masakari.Introspective.Configuration;

/// <summary>Group and name of an option; the group without a name of its own is <c>DEFAULT</c>.</summary>
internal readonly record struct OptionKey(string Group, string Name)
{
    public const string DefaultGroup = "DEFAULT";

    /// <summary>Section names count in lower case, except <c>DEFAULT</c>: <c>[default]</c> is another section.</summary>
    public static string NormalizeGroup(string section) =>
        string.Equals(section, DefaultGroup, StringComparison.Ordinal) ? section : PythonText.Lower(section);

    /// <summary>The environment variable that sets the option.</summary>
    public string EnvironmentName => $"OS_{Group.ToUpperInvariant()}__{Name.ToUpperInvariant()}";

    /// <summary>The command-line flag as oslo.config spells it.</summary>
    public string Flag
    {
        get
        {
            var prefix = string.Equals(Group, DefaultGroup, StringComparison.Ordinal) ? "" : Group + "-";
            return "--" + (prefix + Name).Replace('_', '-');
        }
    }

    public override string ToString() => $"[{Group}] {Name}";
}
