using System.CommandLine;

namespace Masakari.Introspective.Cli.Output;

/// <summary>The option that every command which prints findings has.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Create()
    {
        var option = new Option<OutputFormat>("--output", "-o")
        {
            Description = "How to print: text (default) or json.",
        };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
