using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Tests.Protocol;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>docs/requirements.md has every founding demand once, and names only what is there.</summary>
internal sealed partial class RequirementsTests
{
    private static readonly (string Source, int Count)[] Demands = [("S0", 65), ("S1", 12), ("S2", 16), ("S3", 4)];

    private static readonly string[] Text = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "requirements.md"));

    [Test]
    public void EveryDemand_HasOneRow() =>
        Text.Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => row.Groups["id"].Value)
            .Should()
            .Equal(Demands.SelectMany(d => Enumerable.Range(1, d.Count).Select(number => $"{d.Source}-{number:D2}")));

    [Test]
    public void EveryPath_Exists() =>
        Text.Where(line => Row().IsMatch(line))
            .SelectMany(line => QuotedPath().Matches(line).Select(path => path.Groups["path"].Value))
            .Distinct()
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path)))
            .Should()
            .BeEmpty();

    /// <summary>Four filled columns.</summary>
    [GeneratedRegex(@"^\| (?<id>S\d-\d\d) \| [^|]+ \| [^|]+ \| [^|]+ \|$", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<path>[^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex QuotedPath();
}
