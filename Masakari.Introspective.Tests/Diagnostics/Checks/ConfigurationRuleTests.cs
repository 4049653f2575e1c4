using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Diagnostics.Checks.Settings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class ConfigurationRuleTests
{
    private static readonly PathRights Readable = new()
    {
        Path = "/etc/m.conf",
        Exists = true,
        CanRead = true,
        Owner = "root",
        Group = "masakari",
        Mode = 0b110_100_000,
    };

    [Test]
    public void Judge_NothingWrong_SaysSo() =>
        Judge(Facts())
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Severity = Severity.Ok,
                    Code = FindingCodes.ConfigFine,
                    Object = "/etc/m.conf",
                }
            );

    [Test]
    public void Judge_FileThatMayNotBeRead_IsOneErrorWithItsOwner()
    {
        var found = Judge(
            Facts(
                file: Readable with
                {
                    CanRead = false,
                },
                errors: ["/etc/m.conf: this user may not read the file; check its owner and mode"]
            )
        );

        found.Should().ContainSingle().Which.Code.Should().Be(FindingCodes.ConfigUnreadable);
        found[0].Seen.Should().Contain("user svc may not read it").And.Contain("group masakari, mode 0640");
        found[0].Cure.Should().Contain("chmod 0640 /etc/m.conf");
    }

    [Test]
    public void Judge_MissingFile_SaysThatItIsNotThere() =>
        Judge(Facts(file: new PathRights { Path = "/etc/m.conf" }))
            .Should()
            .ContainSingle()
            .Which.Seen.Should()
            .Be("there is no such file");

    [Test]
    public void Judge_Mistake_NamesFileAndLine()
    {
        var found = Judge(Facts(errors: ["/etc/m.conf:7: [callback] retry_max = 'x': not a number"]));

        found
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Severity = Severity.Error,
                    Code = FindingCodes.ConfigMistake,
                    Object = "/etc/m.conf:7",
                }
            );
    }

    [TestCase(true, FindingCodes.OptionUnknown)]
    [TestCase(false, FindingCodes.OptionOdd)]
    public void Judge_Warning_KeepsItsWords(bool isUnknown, string code)
    {
        var warning = new ConfigWarning("[api] usrname is not a known option; did you mean username?")
        {
            Origin = ValueOrigin.InFile("/etc/m.conf", 3),
            Group = "api",
            IsUnknown = isUnknown,
        };

        var found = Judge(Facts(warnings: [warning])).Should().ContainSingle().Which;

        (found.Severity, found.Code, found.Object).Should().Be((Severity.Warning, code, "/etc/m.conf:3"));
        found.Seen.Should().Contain("did you mean username?");
    }

    [TestCase(0b110_100_100, true, true)]
    [TestCase(0b110_100_100, false, false)]
    [TestCase(0b110_100_000, true, false)]
    public void Judge_FileWithAPasswordThatAllMayRead_IsAWarning(int mode, bool hasSecret, bool expected) =>
        Judge(Facts(file: Readable with { Mode = mode }) with { HasSecret = hasSecret })
            .Any(finding => finding.Code == FindingCodes.ConfigOpen)
            .Should()
            .Be(expected);

    [Test]
    public void Judge_UncheckedCertificates_IsAWarning() =>
        Judge(Facts() with { IsInsecure = true })
            .Should()
            .ContainSingle()
            .Which.Code.Should()
            .Be(FindingCodes.TlsUnchecked);

    [Test]
    public void Judge_NoFile_IsANote() =>
        Judge(Facts() with { Files = [] }).Should().ContainSingle().Which.Severity.Should().Be(Severity.Note);

    private static IReadOnlyList<Finding> Judge(ConfigurationFacts facts) => ConfigurationRule.Judge(facts, "svc");

    private static ConfigurationFacts Facts(
        PathRights? file = null,
        IReadOnlyList<string>? errors = null,
        IReadOnlyList<ConfigWarning>? warnings = null
    ) => new([file ?? Readable], errors ?? [], warnings ?? [], HasSecret: false, IsInsecure: false);
}
