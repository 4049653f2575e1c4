using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>What is generated from the options' declarations is in docs/ as it would be generated now.</summary>
[TestFixture]
internal sealed class GeneratedDocsTests
{
    [Test]
    public void Reference_InDocs_IsUpToDate() =>
        Check("configuration-reference.md", "reference", ReferenceWriter.Write);

    [Test]
    public void Sample_InDocs_IsUpToDate() => Check("masakarimonitors.conf.sample", "sample", SampleWriter.Write);

    [Test]
    public void IgnoredOptions_All_SayWhy() =>
        Options
            .Catalogue.Options.Where(option => option.Ignored && string.IsNullOrEmpty(option.IgnoredReason))
            .Should()
            .BeEmpty();

    private static void Check(string file, string command, Action<OptionCatalogue, TextWriter> write)
    {
        using var expected = new StringWriter(CultureInfo.InvariantCulture);
        write(Options.Catalogue, expected);
        var path = Path.Combine(Root(), "docs", file);
        var present = File.Exists(path) ? File.ReadAllText(path) : "";
        (present == expected.ToString())
            .Should()
            .BeTrue(
                $"docs/{file} is out of date; renew it: ./build.sh publish && "
                    + $"artifacts/publish/masakari-introspective config {command} >docs/{file}"
            );
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Masakari.Introspective.slnx")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("the tests do not run below the checkout");
        }

        return folder;
    }
}
