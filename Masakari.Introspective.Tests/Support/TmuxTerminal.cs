using System.Globalization;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A real terminal with a shell in it, driven through a tmux of the test's own.</summary>
internal sealed class TmuxTerminal : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Socket => _folder.Combine("tmux");

    public static async Task<TmuxTerminal> OpenAsync(int width, int height)
    {
        var terminal = new TmuxTerminal();
        await terminal.RunAsync(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            Text(width),
            "-y",
            Text(height),
            "env PS1='$ ' LC_ALL=C.UTF-8 /bin/sh"
        );
        return terminal;
    }

    /// <summary>Types a line, with Enter.</summary>
    public async Task TypeAsync(string line)
    {
        await RunAsync("send-keys", "-l", line);
        await PressAsync("Enter");
    }

    /// <summary>Presses a key by tmux's name for it: <c>q</c>, <c>C-c</c>.</summary>
    public Task PressAsync(string key) => RunAsync("send-keys", key);

    public Task ResizeAsync(int width, int height) => RunAsync("resize-window", "-x", Text(width), "-y", Text(height));

    /// <summary>What is on the screen.</summary>
    public Task<string> ScreenAsync() => RunAsync("capture-pane", "-p");

    /// <summary>What tmux knows of the terminal, for instance <c>#{cursor_flag}</c>.</summary>
    public Task<string> AskAsync(string format) => RunAsync("display-message", "-p", format);

    /// <summary>Waits until the screen is as it should be.</summary>
    public async Task<string> WaitForAsync(Func<string, bool> isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var screen = await ScreenAsync();
            if (isThere(screen))
            {
                return screen;
            }

            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"The screen stayed so:\n{screen}", e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill-server");
        _folder.Dispose();
    }

    private Task<string> RunAsync(params string[] arguments) => Lab.ExecuteAsync("tmux", ["-S", Socket, .. arguments]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
