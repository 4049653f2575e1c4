namespace Masakari.Introspective.Agent.Platform;

/// <summary>Collects killed processes when they are gone, without waiting: one that is stuck in the kernel may never go.</summary>
internal static unsafe class Reaper
{
    /// <summary>So many may be stuck before nothing more is started.</summary>
    public const int Most = 4;

    private const int NoHang = 1;

    private static readonly List<int> Killed = [];

    public static bool IsFull
    {
        get
        {
            Killed.RemoveAll(IsGone);
            return Killed.Count >= Most;
        }
    }

    public static void Add(int process)
    {
        if (!IsGone(process))
        {
            Killed.Add(process);
        }
    }

    private static bool IsGone(int process)
    {
        int status;
        return Libc.WaitFor(process, &status, NoHang) != 0;
    }
}
