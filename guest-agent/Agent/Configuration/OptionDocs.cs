using System.Text;

namespace Masakari.Introspective.Agent.Configuration;

/// <summary>Prints the options: as README's table, as the sample file, as help.</summary>
internal static class OptionDocs
{
    public static string Markdown()
    {
        var text = new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
        foreach (var option in AgentOptionTable.All)
        {
            var standard = option.Default.Length > 0 ? $"`{option.Default}`" : "";
            text.Append($"| `{option.Key}` | {standard} | {option.Allowed} | {option.Help} |\n");
        }

        return text.ToString();
    }

    public static string Sample()
    {
        var text = new StringBuilder();
        text.Append("# masakari-guest-agent: KEY = value, one a line. What is commented out is the default.\n");
        foreach (var option in AgentOptionTable.All)
        {
            text.Append($"\n# {option.Help}\n# Allowed: {option.Allowed}.\n#{option.Key} = {option.Default}".TrimEnd());
            text.Append('\n');
        }

        return text.ToString();
    }

    public static string Help()
    {
        var text = new StringBuilder(
            """
            usage: masakari-guest-agent [FLAG VALUE]...       answers the host's heartbeat until SIGTERM
                   masakari-guest-agent mark NAME MS          NAME is well for the next MS milliseconds
                   masakari-guest-agent clear NAME            NAME is no longer asked for
                   masakari-guest-agent check [FLAG VALUE]... says whether the configuration can be used
                   masakari-guest-agent reference | sample    prints all options as a table, as a file

            """
        );
        text.Append($"flags (also keys of {AgentOptionTable.DefaultFile}; --config FILE names another, once):\n");
        foreach (var option in AgentOptionTable.All)
        {
            text.Append($"  --{option.Key} VALUE\n      {option.Help}\n      Allowed: {option.Allowed}.");
            text.Append(option.Default.Length > 0 ? $" Default: {option.Default}.\n" : "\n");
        }

        return text.ToString();
    }
}
