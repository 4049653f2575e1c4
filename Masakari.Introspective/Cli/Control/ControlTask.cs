using Masakari.Introspective.Cli.Output;

namespace Masakari.Introspective.Cli.Control;

/// <summary>One question to the daemon, and where its answer is printed.</summary>
internal sealed record ControlTask(
    ControlClient Client,
    OutputFormat Format,
    TextWriter Output,
    CancellationToken Stopping
)
{
    /// <summary>Prints as JSON, or as <paramref name="text"/> does.</summary>
    public void Print<T>(T document, Action<TextWriter, T> text)
    {
        if (Format is OutputFormat.Json)
        {
            JsonOutput.Write(Output, document);
        }
        else
        {
            text(Output, document);
        }
    }
}
