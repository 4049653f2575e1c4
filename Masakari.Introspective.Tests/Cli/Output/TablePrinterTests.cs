using FluentAssertions;
using Masakari.Introspective.Cli.Output;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Output;

internal sealed class TablePrinterTests
{
    private const string Escape = "\u001b";

    [Test]
    public void Print_OnPipe_OneRowALineWithoutColourOrBox()
    {
        var printed = Print(CreateSut(new string('x', 200)), width: null);

        printed
            .Should()
            .Equal(
                "name" + new string(' ', 198) + "state    note",
                new string('x', 200) + "  healthy  -",
                "two" + new string(' ', 199) + "failed   a long note"
            );
    }

    [Test]
    public void Print_OnWideTerminal_DrawsRulesAndColours()
    {
        var printed = string.Join('\n', Print(CreateSut("one"), width: 80));

        printed.Should().Contain("╭").And.Contain(Escape).And.Contain("healthy").And.Contain("[not markup]");
    }

    [Test]
    public void Print_TerminalTooNarrow_KeepsEachRowOnOneLine()
    {
        var printed = Print(CreateSut("one"), width: 20);

        printed.Should().HaveCount(3);
        printed.Should().NotContain(line => line.Contains(Escape, StringComparison.Ordinal));
    }

    [Test]
    public void Print_HostileCell_ReachesTheTerminalAsPlainText()
    {
        var table = new TextTable("name", "more");
        table.Add($"a{Escape}[2Jb\nc", "d");

        foreach (var width in new int?[] { null, 80 })
        {
            var printed = string.Join('\n', Print(table, width));

            printed.Should().Contain("a [2Jb c").And.NotContain(Escape + "[2J");
        }
    }

    [Test]
    public void Print_NoRows_PrintsTheHeaders() => Print(new TextTable("a", "b"), width: null).Should().Equal("a  b");

    [Test]
    public void Add_WrongNumberOfCells_Throws()
    {
        var add = () => new TextTable("a", "b").Add("1");

        add.Should().Throw<ArgumentException>();
    }

    private static TextTable CreateSut(string name)
    {
        var table = new TextTable("name", "state", "note");
        table.Add(name, new TextCell("healthy", CellTone.Good), "");
        table.Add("two", new TextCell("failed", CellTone.Bad), name.Length > 3 ? "a long note" : "[not markup]");
        return table;
    }

    private static string[] Print(TextTable table, int? width)
    {
        using var output = new StringWriter();
        TablePrinter.Print(output, table, width);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
