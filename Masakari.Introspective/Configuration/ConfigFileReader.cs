using System.Text;

namespace Masakari.Introspective.Configuration;

/// <summary>Reads one file into memory, or says in one line why that is impossible.</summary>
internal static class ConfigFileReader
{
    /// <summary>No configuration comes near this; a device or a log file named by mistake does.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ConfigException">The file is missing, unreadable, too large, not UTF-8 or malformed.</exception>
    public static IniFile Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ConfigException($"{path}: this is a directory, a configuration file is needed");
        }

        try
        {
            return IniParser.Parse(path, Strict.GetString(Bytes(path)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigException($"{path}: the configuration file does not exist", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ConfigException($"{path}: this user may not read the file; check its owner and mode", e);
        }
        catch (IOException e)
        {
            throw new ConfigException($"{path}: the file cannot be read: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new ConfigException($"{path}: the file is not UTF-8 text (byte {e.Index}); convert it", e);
        }
    }

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        var buffer = new byte[8192];
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            memory.Write(buffer, 0, count);
            if (memory.Length > MaxBytes)
            {
                throw new ConfigException($"{path}: larger than 16 MiB, this is no configuration file");
            }
        }

        return memory.ToArray();
    }
}
