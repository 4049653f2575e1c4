using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Tests.Configuration;

/// <summary>The same options for both readers.</summary>
internal static class OsloOptions
{
    private const string D = OptionKey.DefaultGroup;

    public static ConfigOption[] Ours { get; } =
    [
        Opt.OptionalStr(D, "s", "h"),
        Opt.Str(D, "s2", "fallback", "h"),
        Opt.OptionalStr(D, "my_key", "h"),
        Opt.OptionalStr(D, "n", "h", deprecated: ["n_old", "oldgroup/n_moved"]),
        Opt.OptionalStr(D, "cli_str", "h"),
        Opt.OptionalInt(D, "i", "h"),
        Opt.Int(D, "r", 5, "h", 1, 10),
        Opt.OptionalFloat(D, "f", "h"),
        Opt.Bool(D, "b", false, "h"),
        Opt.List(D, "l", [], "h"),
        Opt.ListOf(D, "li", [], "h", text => ValueParsers.Int(text, int.MinValue, int.MaxValue), "integers"),
        Opt.Dict(D, "d", new Dictionary<string, string>(StringComparer.Ordinal), "h"),
        Opt.Port(D, "p", 80, "h"),
        Opt.Choice(D, "c", "a", "h", ["a", "b", "c"]),
        Opt.MultiStr(D, "m", [], "h"),
        Opt.OptionalStr("api", "s", "h"),
        Opt.Int("api", "r", 1, "h", 0),
        Opt.OptionalStr("api", "password", "h", secret: true),
        Opt.OptionalInt("api", "cli_int", "h"),
    ];

    public static object[] Theirs { get; } =
    [
        new
        {
            group = D,
            name = "s",
            type = "str",
        },
        new
        {
            group = D,
            name = "s2",
            type = "str",
            @default = "fallback",
        },
        new
        {
            group = D,
            name = "my_key",
            type = "str",
        },
        new
        {
            group = D,
            name = "n",
            type = "str",
            old = new[] { "n_old", "oldgroup/n_moved" },
        },
        new
        {
            group = D,
            name = "cli_str",
            type = "str",
            cli = true,
        },
        new
        {
            group = D,
            name = "i",
            type = "int",
        },
        new
        {
            group = D,
            name = "r",
            type = "int",
            @default = 5,
            min = 1,
            max = 10,
        },
        new
        {
            group = D,
            name = "f",
            type = "float",
        },
        new
        {
            group = D,
            name = "b",
            type = "bool",
            @default = false,
        },
        new
        {
            group = D,
            name = "l",
            type = "list",
            @default = Array.Empty<string>(),
        },
        new
        {
            group = D,
            name = "li",
            type = "intlist",
            @default = Array.Empty<int>(),
        },
        new
        {
            group = D,
            name = "d",
            type = "dict",
            @default = new Dictionary<string, string>(StringComparer.Ordinal),
        },
        new
        {
            group = D,
            name = "p",
            type = "port",
            @default = 80,
        },
        new
        {
            group = D,
            name = "c",
            type = "choice",
            @default = "a",
            choices = new[] { "a", "b", "c" },
        },
        new
        {
            group = D,
            name = "m",
            type = "multi",
            @default = Array.Empty<string>(),
        },
        new
        {
            group = "api",
            name = "s",
            type = "str",
        },
        new
        {
            group = "api",
            name = "r",
            type = "int",
            @default = 1,
            min = 0,
        },
        new
        {
            group = "api",
            name = "password",
            type = "str",
        },
        new
        {
            group = "api",
            name = "cli_int",
            type = "int",
            cli = true,
        },
    ];
}
