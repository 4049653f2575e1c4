using System.Text.Json;
using Masakari.Introspective.Configuration;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>Holds set by people, kept in a readable file over restarts of the daemon.</summary>
/// <remarks>Touched only from the <see cref="Mailbox"/>. They end by the wall clock, since that is what people set them by.</remarks>
internal sealed partial class HoldStore(string directory, TimeProvider time, ILogger<HoldStore> logger)
{
    private readonly StateFile _file = new(Path.Combine(directory, "holds.json"));
    private readonly HoldBook _book = new();
    private bool _isUnsaved;

    /// <summary>Hears of each hold that is set; null where nobody listens.</summary>
    public Action<PersonHold>? WasSet { get; set; }

    /// <summary>Hears of each hold that is released, and by whom; null where nobody listens.</summary>
    public Action<PersonHold, string>? WasReleased { get; set; }

    /// <summary>Hears of each hold that came to its end; null where nobody listens.</summary>
    public Action<PersonHold>? HasExpired { get; set; }

    /// <summary>The holds in force: the host's first, then by their end.</summary>
    public IReadOnlyList<PersonHold> All
    {
        get
        {
            Tick();
            return _book.All;
        }
    }

    /// <summary>Holds an instance or, with null, the host; in place of an earlier hold on the same.</summary>
    /// <param name="reason">Why, for whoever finds it.</param>
    /// <param name="who">User's id and name.</param>
    /// <param name="duration">At most <see cref="HoldBook.Longest"/>.</param>
    /// <exception cref="HoldRefusedException">The message says what is wrong with it.</exception>
    public PersonHold Set(Guid? instance, string reason, string who, TimeSpan duration)
    {
        Tick();
        var hold = _book.Set(instance, reason, who, duration, time.GetUtcNow());
        Save();
        LogSet(instance, hold.Target, hold.Describe());
        WasSet?.Invoke(hold);
        return hold;
    }

    /// <summary>Ends a hold before its time.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Release(Guid? instance, string who)
    {
        Tick();
        if (_book.Release(instance) is not { } hold)
        {
            return false;
        }

        Save();
        var name = Protocol.Text.WireText.Clean(who, HoldBook.MostWho);
        LogReleased(instance, hold.Target, name, hold.Reason);
        WasReleased?.Invoke(hold, name);
        return true;
    }

    /// <summary>The hold in force for an instance, its own before the host's; null where none is.</summary>
    public PersonHold? For(Guid instance) => _book.For(instance, time.GetUtcNow());

    /// <summary>Ends the holds whose time is over; writes again what could not be written.</summary>
    public void Tick()
    {
        var ended = _book.Expire(time.GetUtcNow());
        foreach (var hold in ended)
        {
            LogExpired(hold.Instance, hold.Target, hold.Reason);
            HasExpired?.Invoke(hold);
        }

        if (ended.Count > 0 || _isUnsaved)
        {
            Save();
        }
    }

    /// <summary>Takes up the holds of an earlier run.</summary>
    public void Load()
    {
        try
        {
            if (_file.Read() is { } text)
            {
                Restore(
                    JsonSerializer.Deserialize(text, HoldJson.Readable.ListPersonHold)
                        ?? throw new JsonException("it is empty")
                );
            }
        }
        catch (JsonException broken)
        {
            _file.SetAside();
            LogDamaged(_file.Path, broken.Message, _file.Aside);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_file.Path, refused.Message);
        }
    }

    private void Restore(List<PersonHold?> written)
    {
        var now = time.GetUtcNow();
        var bad = written.Count(hold => hold is null || !_book.Restore(hold, now));
        if (bad > 0)
        {
            _file.SetAside();
            LogPartlyDamaged(_file.Path, bad, written.Count, _file.Aside);
            Save();
        }

        Tick();
        foreach (var hold in _book.All)
        {
            LogInForce(hold.Instance, hold.Target, hold.Describe());
        }
    }

    private void Save()
    {
        try
        {
            _file.Write(JsonSerializer.Serialize([.. _book.All], HoldJson.Readable.ListPersonHold) + "\n");
            _isUnsaved = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_isUnsaved)
            {
                _isUnsaved = true;
                LogUnwritable(_file.Path, refused.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hold set on {Target}: {Words}.")]
    private partial void LogSet(Guid? instanceUuid, string target, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hold released on {Target} by {Who}; it was: {Reason}.")]
    private partial void LogReleased(Guid? instanceUuid, string target, string who, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Hold on {Target} has ended ({Reason}): faults that are still true are reported now."
    )]
    private partial void LogExpired(Guid? instanceUuid, string target, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Hold in force on {Target}: {Words}.")]
    private partial void LogInForce(Guid? instanceUuid, string target, string words);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Path} is damaged ({Reason}): no hold by a person is in force. It is kept as {Aside}; set the holds again."
    )]
    private partial void LogDamaged(string path, string reason, string aside);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Path} is damaged: {Bad} of its {Count} holds lack a reason or a name and are not in force. It is kept as "
            + "{Aside}; set those holds again."
    )]
    private partial void LogPartlyDamaged(string path, int bad, int count, string aside);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Path} cannot be read ({Reason}): no hold by a person is in force. Let the service's user read it, then "
            + "restart the service."
    )]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be written ({Reason}): holds are in force, but a restart of the monitor will not know them."
    )]
    private partial void LogUnwritable(string path, string reason);
}
