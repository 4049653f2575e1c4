// What `./build.sh package` does: one tree from one self-contained publish; packages, tarball and SBOM from that tree.
// Nothing in them may depend on folder, time, time zone, locale, user or umask: `./build.sh reproduce` compares two builds.
#load sbom.cake

var packagesDir = "artifacts/packages";
var packageWork = "artifacts/package-work";
var debArchitecture = "amd64";

/// The moment that every file of the packages carries: given, or the last commit's, or the last release's.
string SourceDate()
{
    var given = EnvironmentVariable("SOURCE_DATE_EPOCH", "");
    if (given.Length > 0)
    {
        return given;
    }

    if (StartProcess("git", new ProcessSettings { Arguments = "log -1 --format=%ct", RedirectStandardOutput = true, RedirectStandardError = true }, out var lines) == 0)
    {
        return lines.First().Trim();
    }

    var last = System.IO.File.ReadLines("packaging/debian/changelog").First(line => line.StartsWith(" -- ")).Split(">  ")[1];
    return DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds().ToString();
}

string ProductVersion() => XDocument.Load("Directory.Build.props").Descendants("Version").First().Value;

void Mode(string path, string octal) => System.IO.File.SetUnixFileMode(path, (System.IO.UnixFileMode)Convert.ToInt32(octal, 8));

/// Copies a file to a place in a tree, with all folders above it.
void Put(string source, string tree, string target, string mode = "0644")
{
    var path = System.IO.Path.Combine(tree, target);
    System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path));
    System.IO.File.Copy(source, path, overwrite: true);
    Mode(path, mode);
}

void PutAll(string folder, string tree, string target, string pattern = "*")
{
    foreach (var file in System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, pattern) : [])
    {
        Put(file, tree, $"{target}/{System.IO.Path.GetFileName(file)}");
    }
}

void Link(string tree, string path, string target)
{
    var full = System.IO.Path.Combine(tree, path);
    System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full));
    System.IO.File.CreateSymbolicLink(full, target);
}

void Write(string tree, string target, string text, string mode = "0644")
{
    var path = System.IO.Path.Combine(tree, target);
    System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path));
    System.IO.File.WriteAllText(path, text);
    Mode(path, mode);
}

void Gzip(string file) => Run("gzip", "-9nf", file);

/// What the freshly built program prints; it has to end with 0.
string Printed(string program, params string[] arguments)
{
    var info = new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
    using var process = System.Diagnostics.Process.Start(info);
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? text
        : throw new CakeException($"'{program} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}.");
}

/// Keeps the folder of the build, its git state and the order of its files out of what is compiled.
string[] Reproducible() =>
[
    $"-p:PathMap={System.IO.Path.GetFullPath(".")}/=/_/", "-p:Reproducible=true", "-p:ContinuousIntegrationBuild=true",
    "-p:EnableSourceControlManagerQueries=false", "-p:IncludeSourceRevisionInInformationalVersion=false",
];

/// The self-contained program: Debian 12 has no .NET.
void PublishSelfContained(string folder)
{
    CleanDirectory(folder);
    Run("dotnet", [
        "publish", product, "-c", configuration, "-r", "linux-x64", "--self-contained", "-o", folder, "-v", "quiet", "--nologo",
        .. Reproducible()]);
}

/// Everything that is installed, as it lies below /, with units in /usr/lib.
void AssembleTree(string program, string tree, string date, string sbom)
{
    const string home = "usr/lib/masakari-introspective";
    const string doc = "usr/share/doc/masakari-introspective";
    CleanDirectory(tree);
    foreach (var file in System.IO.Directory.GetFiles(program))
    {
        var name = System.IO.Path.GetFileName(file);
        Put(file, tree, $"{home}/{name}", name is "masakari-introspective" or "createdump" ? "0755" : "0644");
    }

    Link(tree, "usr/bin/masakari-introspective", "../lib/masakari-introspective/masakari-introspective");
    foreach (var name in new[] { "masakari-instancemonitor", "masakari-introspectiveinstancemonitor" })
    {
        Link(tree, $"{home}/drop-in/{name}", "../masakari-introspective");
        Link(tree, $"usr/share/man/man8/{name}.8.gz", "masakari-introspective.8.gz");
    }

    PutAll("packaging/systemd", tree, "usr/lib/systemd/system");
    PutAll("packaging/sysusers.d", tree, "usr/lib/sysusers.d");
    PutAll("packaging/tmpfiles.d", tree, "usr/lib/tmpfiles.d");
    PutAll("packaging/logrotate", tree, "etc/logrotate.d");
    // Only root here; the installing script hands it to the daemon's group.
    Put("packaging/etc/masakari-introspective.conf", tree, "etc/masakarimonitors/masakari-introspective.conf", "0640");

    var own = System.IO.Path.GetFullPath($"{program}/masakari-introspective");
    Write(tree, "usr/share/bash-completion/completions/masakari-introspective", Printed(own, "completion", "bash"));
    Write(tree, "usr/share/zsh/vendor-completions/_masakari-introspective", Printed(own, "completion", "zsh"));
    Write(tree, "usr/share/fish/vendor_completions.d/masakari-introspective.fish", Printed(own, "completion", "fish"));
    foreach (var (section, name) in new[] { ("1", "masakari-introspective"), ("5", "masakarimonitors.conf"), ("8", "masakari-introspective") })
    {
        var page = $"usr/share/man/man{section}/{name}.{section}";
        Write(tree, page, Printed(own, "man", section, "--date", date));
        Gzip($"{tree}/{page}");
    }

    Write(tree, $"{doc}/docs/masakarimonitors.conf.sample", Printed(own, "config", "sample"));
    Put(sbom, tree, $"{doc}/sbom.cdx.json");
    Put("README.md", tree, $"{doc}/README.md");
    PutAll("docs", tree, $"{doc}/docs", "*.md");
    foreach (var example in new[] { "kolla-ansible", "openstack-ansible", "openstack-helm", "oci", "grafana", "prometheus" })
    {
        foreach (var file in GetFiles($"packaging/{example}/**/*"))
        {
            Put(file.FullPath, tree, $"{doc}/examples/{MakeAbsolute(Directory("packaging")).GetRelativePath(file)}");
        }
    }
}

/// A .deb from a tree and the control files in packaging/debian/NAME.
void Deb(string name, string architecture, string tree, string version, string epoch)
{
    var source = $"packaging/debian/{name}";
    var doc = $"usr/share/doc/{name}";
    Put("packaging/debian/changelog", tree, $"{doc}/changelog.gz");
    System.IO.File.Move($"{tree}/{doc}/changelog.gz", $"{tree}/{doc}/changelog");
    Gzip($"{tree}/{doc}/changelog");
    Put("packaging/debian/copyright", tree, $"{doc}/copyright");
    if (FileExists($"{source}/lintian-overrides"))
    {
        Put($"{source}/lintian-overrides", tree, $"usr/share/lintian/overrides/{name}");
    }

    var files = System.IO.Directory
        .GetFiles(tree, "*", System.IO.SearchOption.AllDirectories)
        .Where(file => new System.IO.FileInfo(file).LinkTarget is null)
        .Order(StringComparer.Ordinal)
        .ToList();
    var conffiles = FileExists($"{source}/conffiles") ? System.IO.File.ReadAllLines($"{source}/conffiles") : [];
    var sums = new StringBuilder();
    foreach (var file in files)
    {
        var path = System.IO.Path.GetRelativePath(tree, file);
        if (!conffiles.Contains("/" + path))
        {
            // The format of dpkg's own lists, against damage only.
            sums.Append($"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.IO.File.ReadAllBytes(file)))}  {path}\n");
        }
    }

    var size = files.Sum(file => (new System.IO.FileInfo(file).Length + 1023) / 1024);
    var control = System.IO.File.ReadAllText($"{source}/control").Replace("@VERSION@", version).Replace("@SIZE@", $"{size}");
    Write(tree, "DEBIAN/control", control);
    Write(tree, "DEBIAN/md5sums", sums.ToString());
    foreach (var (part, mode) in new[] { ("conffiles", "0644"), ("triggers", "0644"), ("preinst", "0755"), ("postinst", "0755"), ("prerm", "0755"), ("postrm", "0755") })
    {
        if (FileExists($"{source}/{part}"))
        {
            Put($"{source}/{part}", tree, $"DEBIAN/{part}", mode);
        }
    }

    Seal(tree, epoch);
    // One thread: with more, the packed bytes depend on the machine's number of cores.
    Run("env", $"SOURCE_DATE_EPOCH={epoch}", "dpkg-deb", "--root-owner-group", "--threads-max=1",
        $"-Z{Argument("compression", "zstd")}", "--build", tree, $"{packagesDir}/{name}_{version}_{architecture}.deb");
}

/// The same modes of folders and the same times of everything, whatever the umask and the clock were.
void Seal(string tree, string epoch)
{
    Run("find", tree, "-type", "d", "-exec", "chmod", "0755", "{}", "+");
    Run("find", tree, "-exec", "touch", "--no-dereference", $"--date=@{epoch}", "{}", "+");
}

Task("Package")
    .Description("Leaves .deb packages, a tarball and the SBOM in artifacts/packages/; --compression=xz for older dpkg.")
    .IsDependentOn("Publish-Agent")
    .Does(() =>
    {
        var version = ProductVersion();
        if (!System.IO.File.ReadLines("packaging/debian/changelog").First().Contains($"({version})"))
        {
            throw new CakeException($"packaging/debian/changelog does not begin with version {version} of Directory.Build.props.");
        }

        var epoch = SourceDate();
        var moment = DateTimeOffset.FromUnixTimeSeconds(long.Parse(epoch));
        var program = packageWork + "/program";
        CleanDirectory(packagesDir);
        CleanDirectory(packageWork);
        PublishSelfContained(program);
        DeleteFiles(GetFiles(program + "/*.xml"));

        var sbom = $"{packagesDir}/masakari-introspective-{version}.cdx.json";
        WriteSbom(program, version, moment, sbom);
        var tree = packageWork + "/masakari-introspective-" + version;
        AssembleTree(program, tree, moment.ToString("yyyy-MM-dd"), sbom);

        // Before the packages, which add files of their own to copies of the tree.
        Put("packaging/tarball/INSTALL.md", tree, "INSTALL.md");
        Put("LICENSE", tree, "LICENSE");
        Seal(tree, epoch);
        var tarball = $"{packagesDir}/masakari-introspective-{version}-linux-x64.tar";
        Run("tar", "--create", "--sort=name", "--format=gnu", "--owner=0", "--group=0", "--numeric-owner",
            $"--mtime=@{epoch}", "--directory", packageWork, "--file", tarball, "masakari-introspective-" + version);
        Run("gzip", "-nf", tarball);
        DeleteFiles(new FilePath[] { tree + "/INSTALL.md", tree + "/LICENSE" });

        // Debian 12's packages have their units in /lib; two names of one folder would hide a conflict from dpkg.
        System.IO.Directory.CreateDirectory($"{tree}/lib");
        System.IO.Directory.Move($"{tree}/usr/lib/systemd", $"{tree}/lib/systemd");
        Deb("masakari-introspective", debArchitecture, tree, version, epoch);

        var dropIn = packageWork + "/drop-in";
        CleanDirectory(dropIn);
        foreach (var (program_, unit) in new[] { ("masakari-instancemonitor", "masakari-instance-monitor"), ("masakari-introspectiveinstancemonitor", "masakari-introspective-instance-monitor") })
        {
            Link(dropIn, $"usr/bin/{program_}", $"../lib/masakari-introspective/drop-in/{program_}");
            Link(dropIn, $"lib/systemd/system/{unit}.service", $"{program_}.service");
        }

        Deb("masakari-introspective-drop-in", "all", dropIn, version, epoch);

        var guest = packageWork + "/guest-agent";
        CleanDirectory(guest);
        Put(agentDir + "/masakari-guest-agent", guest, "usr/sbin/masakari-guest-agent", "0755");
        Put("guest-agent/packaging/masakari-guest-agent.conf", guest, "etc/masakari-guest-agent.conf");
        Put("guest-agent/packaging/masakari-guest-agent.service", guest, "lib/systemd/system/masakari-guest-agent.service");
        Put("guest-agent/README.md", guest, "usr/share/doc/masakari-guest-agent/README.md");
        Deb("masakari-guest-agent", debArchitecture, guest, version, epoch);

        DeleteDirectory(packageWork, new DeleteDirectorySettings { Recursive = true, Force = true });
        Run("bash", "-c", $"cd {packagesDir} && sha256sum *.deb *.tar.gz *.json >SHA256SUMS && ls -l");
    });

Task("Reproduce")
    .Description("Builds the packages twice, in other folders, time zones and umasks, and fails where a byte differs.")
    .Does(() =>
    {
        var epoch = SourceDate();
        var root = System.IO.Path.GetFullPath("artifacts/reproduce");
        CleanDirectory(root);
        foreach (var (folder, surroundings) in new[] { ("one", "umask 022; export TZ=UTC LC_ALL=C.UTF-8"), ("a/deeper/two", "umask 077; export TZ=Pacific/Auckland LC_ALL=C") })
        {
            Run("bash", "-c", $"mkdir -p '{root}/{folder}' && git ls-files -z --cached --others --exclude-standard | "
                + $"tar --create --null --files-from=- | tar --extract --directory '{root}/{folder}'");
            Run("bash", "-c", $"{surroundings}; export SOURCE_DATE_EPOCH={epoch}; cd '{root}/{folder}' && ./build.sh package");
        }

        Run("bash", "-c", $"cat '{root}/one/{packagesDir}/SHA256SUMS' && "
            + $"diff '{root}/one/{packagesDir}/SHA256SUMS' '{root}/a/deeper/two/{packagesDir}/SHA256SUMS'");
        Console.WriteLine("Both builds have the same hashes.");
        DeleteDirectory(root, new DeleteDirectorySettings { Recursive = true, Force = true });
    });
