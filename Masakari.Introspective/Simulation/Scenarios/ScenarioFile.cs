using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>Reads a scenario's file into memory, or says in one line why that is impossible.</summary>
internal static class ScenarioFile
{
    private const long MostBytes = 1024 * 1024;

    private static readonly JsonLoadSettings Settings = new()
    {
        CommentHandling = CommentHandling.Ignore,
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
        LineInfoHandling = LineInfoHandling.Load,
    };

    /// <exception cref="ScenarioException">The file is missing, unreadable, too large, not UTF-8 or not JSON.</exception>
    public static JsonItem Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MostBytes)
            {
                throw new ScenarioException($"{path}: larger than 1 MiB, this is no scenario");
            }

            return Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ScenarioException($"{path}: the file does not exist", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ScenarioException(
                Directory.Exists(path)
                    ? $"{path}: this is a directory, a scenario file is needed"
                    : $"{path}: this user may not read the file; check its owner and mode",
                e
            );
        }
        catch (IOException e)
        {
            throw new ScenarioException($"{path}: the file cannot be read: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new ScenarioException($"{path}: the file is not UTF-8 text; convert it", e);
        }
    }

    /// <exception cref="ScenarioException">The text is not one JSON object.</exception>
    public static JsonItem Parse(string path, string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        try
        {
            var token = JToken.ReadFrom(reader, Settings);
            while (reader.Read())
            {
                // Comments may follow; the reader throws at anything else.
            }

            return JsonItem.Of(path, token);
        }
        catch (JsonReaderException e)
        {
            var line = e.LineNumber.ToString(CultureInfo.InvariantCulture);
            var place = string.IsNullOrEmpty(e.Path) ? "" : $" {e.Path}:";
            throw new ScenarioException($"{path}:{line}:{place} this is not JSON: {FirstSentence(e.Message)}", e);
        }
    }

    /// <summary>What follows in the library's message is the place, which is told already.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path '", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
