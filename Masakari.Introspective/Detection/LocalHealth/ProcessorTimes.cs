using System.Globalization;

namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>The first line of <c>/proc/stat</c>: processor time since boot, in ticks of the kernel (proc(5)).</summary>
/// <param name="Total">user to steal; guest time is part of user time.</param>
/// <param name="Steal">Taken by another hypervisor while this host wanted to run.</param>
internal sealed record ProcessorTimes(long Total, long Steal)
{
    private const int Columns = 8;

    /// <returns>Null where it is not such a line.</returns>
    public static ProcessorTimes? Parse(string? line)
    {
        if (line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["cpu", .. var columns])
        {
            return null;
        }

        if (columns.Length < Columns)
        {
            return null;
        }

        long total = 0;
        long value = 0;
        foreach (var column in columns.Take(Columns))
        {
            if (!long.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            {
                return null;
            }

            total += value;
        }

        return new ProcessorTimes(total, value);
    }

    /// <summary>Percent of the time since <paramref name="before"/> that was stolen; null where that cannot be told.</summary>
    public double? StealSince(ProcessorTimes? before) =>
        before is not null && Total > before.Total && Steal >= before.Steal
            ? 100.0 * (Steal - before.Steal) / (Total - before.Total)
            : null;
}
