using System.Text.Json;
using Masakari.Introspective.Configuration;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>The accounts of all instances, kept in a file over restarts of the daemon.</summary>
/// <remarks>
/// Apart from the table of instances: Nova undefines a domain at each start and hard reboot, and a recovery is both. An account
/// in which nothing counts any more is forgotten. Touched only from the <see cref="Mailbox"/>.
/// </remarks>
internal sealed partial class BudgetLedger(
    BudgetOptions options,
    string directory,
    TimeProvider time,
    ILogger<BudgetLedger> logger
)
{
    private readonly StateFile _file = new(Path.Combine(directory, "budget.json"));
    private readonly Dictionary<Guid, Account> _accounts = [];
    private bool _isDirty;
    private bool _isFailing;

    public BudgetOptions Options => options;

    /// <summary>How many instances have an account.</summary>
    public int Count => _accounts.Count;

    /// <summary>The instance's account for a change, which is saved within a second.</summary>
    public Account Change(Guid instance)
    {
        _isDirty = true;
        if (!_accounts.TryGetValue(instance, out var account))
        {
            _accounts[instance] = account = new Account();
        }

        return account;
    }

    /// <summary>The instance's account; null where nothing is remembered of it.</summary>
    public Account? Find(Guid instance) => _accounts.GetValueOrDefault(instance);

    /// <summary>What was reported about the instance was withdrawn: it does not count.</summary>
    public void Refund(Guid instance)
    {
        if (Find(instance) is not null)
        {
            Change(instance).Budget.Refund();
        }
    }

    /// <summary>Something excuses the instance's present failure after all: neither it nor its end is flapping.</summary>
    public void Excuse(InstanceMonitor instance)
    {
        if (instance.Sides.IsCounted)
        {
            instance.Sides.IsCounted = false;
            Change(instance.Uuid).Flaps.TakeBack();
        }
    }

    /// <summary>The instance was recovered after all.</summary>
    public void Warm(Guid instance)
    {
        if (Find(instance) is { Budget.CoolUntil: not null })
        {
            Change(instance).Budget.Warm();
        }
    }

    /// <summary>Takes up what an earlier run of the daemon left.</summary>
    public void Load()
    {
        try
        {
            var known = _file.Read() is { } text
                ? JsonSerializer.Deserialize(text, BudgetJson.Default.ListKnownAccount)
                : null;
            foreach (var account in known?.OfType<KnownAccount>() ?? [])
            {
                Restore(account);
            }
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            _accounts.Clear();
            LogUnreadable(_file.Path, broken.Message);
        }
    }

    /// <summary>Forgets what no longer counts; saves what changed.</summary>
    public void Tick()
    {
        var now = time.Monotonic();
        foreach (var (instance, account) in _accounts)
        {
            account.Budget.Forget(options.Budget, now);
            account.Flaps.Forget(options.Flapping, now);
            if (account.IsFresh)
            {
                _isDirty |= _accounts.Remove(instance);
            }
        }

        if (_isDirty)
        {
            _isDirty = false;
            Save();
        }
    }

    private void Restore(KnownAccount known)
    {
        var account = new Account { IsSaidGivenUp = known.IsSaidGivenUp };
        foreach (var at in (known.Reported ?? []).Order())
        {
            account.Budget.Spend(OnOurClock(at));
        }

        if (known.CoolUntil is { } until)
        {
            // A wall clock that was set back must not make the rest longer than it was meant to be.
            var left = until - time.GetUtcNow();
            var rest = left < options.Budget.CoolDown ? left : options.Budget.CoolDown;
            account.Budget.Cool(options.Budget with { CoolDown = rest }, known.CoolWhy ?? "", time.Monotonic());
        }

        foreach (var at in (known.Changes ?? []).Order())
        {
            account.Flaps.Changed(options.Flapping, OnOurClock(at));
        }

        _accounts[known.Instance] = account;
    }

    private TimeSpan OnOurClock(DateTimeOffset at)
    {
        var age = time.GetUtcNow() - at;
        return time.Monotonic() - (age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }

    private void Save()
    {
        var (wall, now) = (time.GetUtcNow(), time.Monotonic());
        var known = _accounts.Select(entry => new KnownAccount(
            entry.Key,
            [.. entry.Value.Budget.Spent.Select(at => wall - (now - at))],
            entry.Value.Budget.CoolUntil is { } until ? wall + (until - now) : null,
            entry.Value.Budget.CoolWhy,
            [.. entry.Value.Flaps.Changes.Select(at => wall - (now - at))],
            entry.Value.IsSaidGivenUp
        ));
        try
        {
            _file.Write(JsonSerializer.Serialize([.. known], BudgetJson.Default.ListKnownAccount));
            _isFailing = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_isFailing)
            {
                _isFailing = true;
                LogUnwritable(_file.Path, refused.Message);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be read ({Reason}): each instance begins with a full recovery budget."
    )]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be written ({Reason}): a restart of the monitor gives each instance a full recovery budget."
    )]
    private partial void LogUnwritable(string path, string reason);
}
