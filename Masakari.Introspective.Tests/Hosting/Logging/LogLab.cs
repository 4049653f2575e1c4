using Masakari.Introspective.Hosting.Logging;

namespace Masakari.Introspective.Tests.Hosting.Logging;

/// <summary>A log whose sockets, files and standard error belong to the test.</summary>
internal sealed class LogLab : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly MemoryStream _standardError = new();
    private LoggingHandle? _handle;

    public LoggingHandle Handle => _handle ?? throw new InvalidOperationException("Start first.");

    public string File(string name) => _folder.File(name);

    public string Folder => _folder.Path;

    public string SyslogPath => File("devlog");

    public string JournalPath => File("journal");

    public LoggingHandle Start(LoggingSettings settings, TimeProvider? time = null) =>
        _handle = LoggingSetup.Create(
            settings,
            new LogSource("prog", 42, "host1"),
            new LogEndpoints(SyslogPath, JournalPath, () => Stream.Synchronized(_standardError)),
            time ?? TimeProvider.System
        );

    public async Task<string> StandardErrorAsync()
    {
        await Handle.FlushAsync(Limit);
        return System.Text.Encoding.UTF8.GetString(_standardError.ToArray());
    }

    public async Task<string> ReadAsync(string name)
    {
        await Handle.FlushAsync(Limit);
        return await System.IO.File.ReadAllTextAsync(File(name));
    }

    public async ValueTask DisposeAsync()
    {
        if (_handle is not null)
        {
            await _handle.DisposeAsync();
        }

        _folder.Dispose();
    }
}
