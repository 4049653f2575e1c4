namespace Masakari.Introspective.Tests.Configuration;

/// <summary>The tricky inputs of the comparison with the real oslo.config.</summary>
internal static class OsloCases
{
    public static IReadOnlyList<OsloCase> All { get; } = [.. Lines(), .. Whole(), .. Several()];

    /// <summary>Each is one or more lines under [DEFAULT].</summary>
    private static IEnumerable<OsloCase> Lines()
    {
        string[] lines =
        [
            "s = plain",
            "s: colon",
            "s = a:b",
            "s : a=b",
            "s=",
            "s =   padded   ",
            "s = pa#ss;word",
            "s = a ; b # c",
            "s = \"quoted\"",
            "s = 'single'",
            "s = \"",
            "s = ''",
            "s = \"a'",
            "s = \"\"two\"\"",
            "s = ' blank '",
            "s = \"open",
            "s = one\n  two\n\tthree",
            "s = \"one\"\n  \"two\"",
            "s = one\n  two\n\n  three",
            "s = one\n# comment\n  two",
            "s =\n  below",
            "s = one\ns = two",
            "# c\n; c\ns = x",
            "  s = x",
            "no_assignment",
            "= value",
            " = value",
            ": value",
            "S = upper",
            "s = x\r\ns2 = y\r",
            "s = ünïcode ☃",
            "s = \u00a0nbsp\u00a0",
            "s = a\u001c",
            "s\t=\ttab",
            "s s = blank in key",
            "[",
            "[]",
            "[x",
            "[x] # comment",
            "[ api ]\ns = no",
            "i = 5",
            "i = +5",
            "i = -5",
            "i = 1_000",
            "i = 1__0",
            "i = _1",
            "i = 0x10",
            "i = 1.0",
            "i =",
            "i = ' 7 '",
            "i = 010",
            "i = 1e3",
            "i = 1\n  2",
            "r = 0",
            "r = 1",
            "r = 10",
            "r = 11",
            "r = 99999999999999999999",
            "r = abc",
            "f = 1",
            "f = 1.5",
            "f = .5",
            "f = 5.",
            "f = 1e3",
            "f = 1_0.5",
            "f = inf",
            "f = -Infinity",
            "f = 1e16",
            "f = 1e15",
            "f = 0.00001",
            "f = 1e400",
            "f = .",
            "f = e5",
            "f = abc",
            "f =",
            "f = --1",
            "f = 123456789.125",
            "b = true",
            "b = TRUE",
            "b = 1",
            "b = On",
            "b = yes",
            "b = False",
            "b = 0",
            "b = oFF",
            "b = NO",
            "b = t",
            "b = 2",
            "b =",
            "b = ' true'",
            "l = a,b",
            "l = a, b ,c",
            "l = a,b,",
            "l = a,b,,,",
            "l = ,a",
            "l = a,,b",
            "l =",
            "l = ,",
            "l = 'a,b'",
            "l = a,\n  b,\n  c",
            "li = 1,2",
            "li = 1, 2 ,",
            "li = 1,x",
            "li = x",
            "d = k:v",
            "d = k:v, k2 : v2",
            "d = k:v:w",
            "d = k",
            "d = a,b:c",
            "d = k:v,",
            "d = :v",
            "d = k:1,k:2",
            "d =",
            "d = k:",
            "p = 0",
            "p = 65535",
            "p = 65536",
            "p = -1",
            "c = a",
            "c = A",
            "c = d",
            "c =",
            "m = one\nm = two",
            "m = one\n  more",
            "m =",
            "n = new",
            "n_old = old",
            "n_old = old\nn = new",
            "n = new\nn_old = old",
            "n-old = x",
            "my_key = x\nmy-key = y",
            "my-key = y",
            "s = $s2",
            "s = ${s2}",
            "s = $$s2",
            "s = \\$s2",
            "s = \\\\$s2",
            "s = \\$$s2",
            "s = $",
            "s = a$",
            "s = $1",
            "s = ${s2",
            "s = ${}",
            "s = $s2.",
            "s = $s2-x",
            "s = ${s2}x",
            "s = $s2x",
            "s = $unknown",
            "s = ${unknown}",
            "s = ${api.s}",
            "s = $api.s",
            "s = ${api.nope}",
            "s = ${nope.s}",
            "s = ${DEFAULT.s2}",
            "s = $i",
            "s = $f\nf = 2",
            "s = $b",
            "s = $l\nl = a,b'c",
            "s = $d\nd = k:v",
            "s = $r",
            "r = $i\ni = 7",
            "r = $i\ni = 70",
            "s = $r\nr = x",
            "s = $s2\ns2 = $s",
            "s = $s2\ns2 = $$x",
            "s = $n\nn_old = was",
            "s = $n_old\nn_old = was",
            "l = $s2,x",
            "m = $s2\nm = $$",
            "s = '$s2'",
            "s = $S2",
            "s = pa$$word",
            "s = pa$word",
            "s = $m\nm = a\nm = b",
            "s = %(s2)s",
            "s = $f\nf = 1e16",
            "s = $f\nf = 1e-7",
            "s = $f\nf = -1.25e22",
            "s = $f\nf = 0.1",
            "s = $f\nf = 123456789012345678901",
            "s = ${s2}${s2}",
            "s = ${ s2 }",
        ];
        return lines.Select((line, i) => OsloCase.File($"{i:000} {line}", "[DEFAULT]\n" + line + "\n"));
    }

    /// <summary>Whole files.</summary>
    private static IEnumerable<OsloCase> Whole() =>
        [
            OsloCase.File("empty file", ""),
            OsloCase.File("only comments", "# a\n; b\n"),
            OsloCase.File("key before section", "s = x\n[DEFAULT]\n"),
            OsloCase.File("no newline at end", "[DEFAULT]\ns = x"),
            OsloCase.File("group upper case", "[API]\ns = x\n"),
            OsloCase.File("group mixed case twice", "[Api]\ns = x\n[aPI]\ns = y\n"),
            OsloCase.File("default lower case is another group", "[default]\ns = x\n"),
            OsloCase.File("section reappears", "[api]\ns = x\n[DEFAULT]\ns = y\n[api]\nr = 2\n"),
            OsloCase.File("same group first", "[DEFAULT]\ns = outer\n[api]\ns = inner\npassword = $s\n"),
            OsloCase.File("falls back to DEFAULT", "[DEFAULT]\ns2 = outer\n[api]\npassword = $s2\n"),
            OsloCase.File("group without own option", "[DEFAULT]\ns = ${api.r}\n[api]\nr = 3\n"),
            OsloCase.File("old group and name", "[oldgroup]\nn_moved = x\n"),
            OsloCase.File("old group upper case", "[OldGroup]\nn_moved = x\n"),
            OsloCase.File("old group loses to new", "[oldgroup]\nn_moved = x\n[DEFAULT]\nn = y\n"),
            OsloCase.File("old group loses to older name", "[oldgroup]\nn_moved = x\n[DEFAULT]\nn_old = y\n"),
            OsloCase.File("unknown groups and keys", "[nova]\nx = $y\n[DEFAULT]\nunknown = $z\n"),
            OsloCase.File("carriage returns only", "[DEFAULT]\rs = x\rs2 = y"),
            OsloCase.File("byte order mark", "\ufeff[DEFAULT]\ns = x\n"),
            OsloCase.File("form feed line", "[DEFAULT]\n\f\ns = x\n"),
            OsloCase.File("line of blanks ends value", "[DEFAULT]\ns = a\n   \n  b\n"),
            OsloCase.File("header ends value", "[DEFAULT]\ns = a\n[api]\n  b\n"),
            OsloCase.File("kolla", "[libvirt]\nconnection_uri = \"qemu+tcp://10.0.0.1/system\"\n[DEFAULT]\ns=\"q\"\n"),
        ];

    /// <summary>Several sources.</summary>
    private static IEnumerable<OsloCase> Several()
    {
        var two = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["a.conf"] = "[DEFAULT]\ns = a\nn = new\nm = a1\nm = a2\n",
            ["b.conf"] = "[DEFAULT]\ns = b\nn_old = old\nm = b1\n",
            ["d/20.conf"] = "[DEFAULT]\ns = d20\n",
            ["d/10.conf"] = "[DEFAULT]\ns = d10\ns2 = d10\n",
            ["d/B.conf"] = "[DEFAULT]\ns2 = upper\n",
            ["d/.hidden.conf"] = "[DEFAULT]\ns = hidden\n",
            ["d/other.cfg"] = "[DEFAULT]\ns = other\n",
        };
        string[] a = ["--config-file", "{dir}/a.conf"];
        string[] b = ["--config-file", "{dir}/b.conf"];
        string[] d = ["--config-dir", "{dir}/d"];
        yield return new OsloCase("files a b", two, [.. a, .. b]);
        yield return new OsloCase("files b a", two, [.. b, .. a]);
        yield return new OsloCase("file then dir", two, [.. a, .. d]);
        yield return new OsloCase("dir then file", two, [.. d, .. a]);
        yield return new OsloCase("dir only", two, d);
        yield return new OsloCase("file missing", two, ["--config-file", "{dir}/no.conf"]);
        yield return new OsloCase("dir missing", two, ["--config-dir", "{dir}/no"]);
        yield return new OsloCase("file is a directory", two, ["--config-file", "{dir}/d"]);
        yield return new OsloCase("dir has a broken file", With("d/5.conf", "broken"), d);
        var home = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [".masakarimonitors/masakarimonitors.conf"] = "[DEFAULT]\ns = project\ns2 = project\n",
            ["masakarimonitors.conf"] = "[DEFAULT]\ns = shadowed\ni = 1\n",
            ["masakari-instancemonitor.conf"] = "[DEFAULT]\ns = program\n",
            ["masakarimonitors.conf.d/1.conf"] = "[DEFAULT]\np = 1\n",
            [".masakarimonitors/masakari-instancemonitor.conf.d/1.conf"] = "[DEFAULT]\np = 2\n",
            ["x.conf"] = "[DEFAULT]\ns = explicit\n",
        };
        yield return new OsloCase("defaults in home", home, []);
        yield return new OsloCase("file given, default dirs stay", home, ["--config-file", "{dir}/x.conf"]);
        yield return new OsloCase("file given with tilde", home, ["--config-file", "~/x.conf"]);
        yield return new OsloCase("dir given, default files stay", home, ["--config-dir", "~/masakarimonitors.conf.d"]);
        yield return new OsloCase("nothing anywhere", new Dictionary<string, string>(StringComparer.Ordinal), []);
        yield return new OsloCase("environment over file", two, a) { Environment = Env("OS_DEFAULT__S", "env") };
        yield return new OsloCase("environment in a group", two, a) { Environment = Env("OS_API__PASSWORD", "p$$w") };
        yield return new OsloCase("environment not by old name", two, [])
        {
            Environment = Env("OS_DEFAULT__N_OLD", "e"),
        };
        yield return new OsloCase("environment lower case", two, a) { Environment = Env("os_default__s", "env") };
        yield return new OsloCase("environment bad value", two, a) { Environment = Env("OS_DEFAULT__R", "11") };
        yield return new OsloCase("environment blanks stay", two, a) { Environment = Env("OS_DEFAULT__S", " x ") };
        yield return new OsloCase("environment bool blank", two, a) { Environment = Env("OS_DEFAULT__B", "true ") };
        yield return new OsloCase("environment quotes stay", two, a) { Environment = Env("OS_DEFAULT__S", "\"x\"") };
        yield return new OsloCase("environment refers", two, a) { Environment = Env("OS_DEFAULT__S", "<$s2>") };
        yield return new OsloCase("environment empty", two, a) { Environment = Env("OS_DEFAULT__S", "") };
        yield return new OsloCase("command line", two, a) { CommandLine = Env("DEFAULT.cli_str", "c") };
        yield return new OsloCase("command line in a group", two, a) { CommandLine = Env("api.cli_int", "4") };
        yield return new OsloCase("command line refers", two, a) { CommandLine = Env("DEFAULT.cli_str", "<$s>") };
        yield return new OsloCase("command line over environment", two, a)
        {
            CommandLine = Env("DEFAULT.cli_str", "c"),
            Environment = Env("OS_DEFAULT__CLI_STR", "env"),
        };
        yield return new OsloCase("command line over file", With("a.conf", "[DEFAULT]\ncli_str = f\n"), a)
        {
            CommandLine = Env("DEFAULT.cli_str", "c"),
        };

        Dictionary<string, string> With(string path, string content) =>
            new(two, StringComparer.Ordinal) { [path] = content };
    }

    private static Dictionary<string, string> Env(string name, string value) =>
        new(StringComparer.Ordinal) { [name] = value };
}
