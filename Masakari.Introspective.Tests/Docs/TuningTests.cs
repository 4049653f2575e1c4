using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Tests.Protocol;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>docs/tuning.md names options that there are.</summary>
internal sealed partial class TuningTests
{
    /// <summary>Names of Nova's, masakari's and libvirtd's own settings, and of instances' properties.</summary>
    private static readonly string[] Others =
    [
        "shutdown_timeout",
        "os_shutdown_timeout",
        "wait_soft_reboot_seconds",
        "max_workers",
        "masakari_introspective",
    ];

    [Test]
    public void EveryOption_Exists()
    {
        var known = Options.Catalogue.Options.Select(option => option.Name).Concat(Others).ToHashSet();
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "tuning.md"));

        OptionName()
            .Matches(page)
            .Select(match => match.Groups["name"].Value)
            .Where(name => !known.Contains(name))
            .Should()
            .BeEmpty();
    }

    [GeneratedRegex(@"`\[?(?<name>[a-z]+(_[a-z]+)+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OptionName();
}
