namespace Masakari.Introspective.Hosting.Roles;

/// <summary>
/// One process per job on a host: the full monitor holds both lock files of <c>state_path</c>, a drop-in its own. So the two
/// drop-ins may run side by side, and neither beside a full monitor.
/// </summary>
internal sealed class RoleLock : IDisposable
{
    private const int Readings = 10;
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(50);

    private readonly List<FileLock> _files = [];

    private RoleLock() { }

    /// <param name="statePath">An existing folder (<see cref="StateDirectory.Root"/>).</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<RoleLockResult> AcquireAsync(
        string statePath,
        Role role,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var taken = new RoleLock();
        try
        {
            foreach (var path in role.LockFiles().Select(file => Path.Combine(statePath, file)))
            {
                if (FileLock.TryTake(path) is not { } file)
                {
                    taken.Dispose();
                    return Held(role, path, await ReadHolderAsync(path, time, cancellationToken));
                }

                taken._files.Add(file);
                file.Write(new LockHolder(role, Environment.ProcessId).ToString());
            }

            return new RoleLockResult(RoleLockOutcome.Acquired, "", taken);
        }
        catch (IOException e)
        {
            taken.Dispose();
            return new RoleLockResult(RoleLockOutcome.Unusable, StateDirectory.Unusable(statePath, e.Message), null);
        }
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }

        _files.Clear();
    }

    private static RoleLockResult Held(Role role, string path, LockHolder? holder)
    {
        var program = holder?.Role.Program() ?? "another process";
        var who = holder is null ? program : $"{program} (pid {holder.Pid})";
        if (role != Role.Full && holder?.Role == Role.Full)
        {
            return new RoleLockResult(
                RoleLockOutcome.CoveredByFullMonitor,
                $"{who} already does the work of {role.Program()} on this host; nothing to do here, exiting",
                null
            );
        }

        return new RoleLockResult(
            RoleLockOutcome.HeldByOther,
            $"{role.Program()} cannot start: {who} holds {path}. Stop and disable it first, "
                + "or give this one a state_path of its own if it really is to run beside the other",
            null
        );
    }

    /// <summary>
    /// The holder writes its name right after it locks; between the two the file is empty, or after a kill -9 names the dead.
    /// </summary>
    private static async Task<LockHolder?> ReadHolderAsync(
        string path,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        LockHolder? holder = null;
        for (var reading = 0; reading < Readings; reading++)
        {
            holder = LockHolder.Parse(FileLock.Read(path));
            if (holder is not null && Directory.Exists($"/proc/{holder.Pid}"))
            {
                return holder;
            }

            await Task.Delay(BetweenReadings, time, cancellationToken);
        }

        // The holder may live in another pid namespace (a container): its word counts.
        return holder;
    }
}
