using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Inventory;

internal sealed partial class NovaDirectory
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nova cannot be read, so HA_Enabled and extra specs are as last known: {Reason} Guests are watched all the "
            + "same; [masakari_introspective] read_nova = false silences this."
    )]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nova can be read again.")]
    private partial void LogReadAgain();
}
