using System.Reflection;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Tests.Protocol;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class FindingTests
{
    [Test]
    public void Texts_OfStrangers_CannotForgeLinesOrDriveTheTerminal()
    {
        var found = Finding.Error(CheckGroup.Channels, "x", "vm\u001b[2J", "a\nok  all is well", new string('y', 5000));

        found.Object.Should().Be("vm [2J");
        found.Seen.Should().Be("a ok  all is well");
        found.Cure!.Length.Should().Be(1024);
    }

    [TestCaseSource(nameof(AllCodes))]
    public void Code_IsExplainedInTheDocument(string code) =>
        File.ReadAllText(Path.Combine(Checkout.Root, "docs", "check.md")).Should().Contain($"| `{code}` |");

    [Test]
    public void Report_WithWarnings_IsFineUnlessStrict()
    {
        var report = new CheckReport(
            "h",
            "u",
            [Finding.Warning(CheckGroup.Clock, FindingCodes.ClockWrong, "Keystone", "7 s ahead", "cure")]
        );

        (report.IsFine(isStrict: false), report.IsFine(isStrict: true)).Should().Be((true, false));
    }

    private static IEnumerable<string> AllCodes() =>
        typeof(FindingCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
}
