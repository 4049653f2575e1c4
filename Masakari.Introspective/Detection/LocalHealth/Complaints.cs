using System.Globalization;

namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>Reads complaints out of a reading. Pure.</summary>
/// <remarks>
/// The monitor's own slowness and libvirt's are direct evidence. Pressure and steal are circumstantial: a compute node at
/// work shows them all day while every guest answers at once, so that together they add 1 where nothing else is wrong.
/// </remarks>
internal static class Complaints
{
    /// <summary>Slower than this many times its own baseline is slow for libvirt.</summary>
    public const int TimesBaseline = 4;

    /// <summary>A delay below this is none.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    private const int MostCircumstantial = 3;

    /// <param name="queries">What a question to libvirtd takes here; null while that is not known.</param>
    /// <param name="pings">The same for a guest's answer.</param>
    public static IReadOnlyList<Complaint> Of(SelfReading reading, TimeSpan? queries, TimeSpan? pings)
    {
        List<Complaint> direct =
        [
            Own(reading.Lateness, "its timer came {0} s late"),
            Own(reading.QueueDelay, "work waited {0} s for a thread"),
            Worse(
                Libvirt(reading.QueryDelay, queries, "libvirtd took {0} s for a cheap question"),
                Libvirt(reading.PingDelay, pings, "the fastest guests take {0} s to answer")
            ),
        ];
        List<Complaint> circumstantial =
        [
            Share(reading.CpuPressure, 80, 100.1, 1, "tasks wait for a processor {0} % of the time"),
            Share(reading.IoPressure, 60, 90, 2, "tasks wait for I/O {0} % of the time"),
            Share(reading.MemoryPressure, 20, 60, 3, "tasks wait for memory {0} % of the time"),
            Share(reading.Steal, 10, 30, 2, "{0} % of processor time is stolen"),
        ];
        var left = direct.Exists(complaint => complaint.Points > 0) ? MostCircumstantial : 1;
        foreach (var complaint in circumstantial)
        {
            var points = Math.Min(complaint.Points, left);
            left -= points;
            direct.Add(complaint with { Points = points });
        }

        direct.RemoveAll(complaint => complaint.Points == 0);
        return direct;
    }

    private static Complaint Own(TimeSpan? delay, string words)
    {
        var seconds = delay?.TotalSeconds ?? 0;
        return new Complaint(
            seconds switch
            {
                >= 5 => 7,
                >= 2 => 4,
                >= 1 => 2,
                >= 0.5 => 1,
                _ => 0,
            },
            Seconds(words, seconds)
        );
    }

    private static Complaint Libvirt(TimeSpan? delay, TimeSpan? baseline, string words)
    {
        var seconds = delay?.TotalSeconds ?? 0;
        var isSlowHere = baseline is not { } usual || seconds > usual.TotalSeconds * TimesBaseline;
        return new Complaint(
            seconds switch
            {
                >= 5 => 4,
                >= 2 => 3,
                >= 1 when isSlowHere => 2,
                >= 0.5 when isSlowHere => 1,
                _ => 0,
            },
            Seconds(words, seconds)
        );
    }

    private static Complaint Worse(Complaint one, Complaint other) => other.Points > one.Points ? other : one;

    private static Complaint Share(double? percent, double mild, double severe, int severePoints, string words)
    {
        var points =
            percent >= severe ? severePoints
            : percent >= mild ? 1
            : 0;
        return new Complaint(
            points,
            string.Format(
                CultureInfo.InvariantCulture,
                words,
                (percent ?? 0).ToString("0", CultureInfo.InvariantCulture)
            )
        );
    }

    private static string Seconds(string words, double seconds) =>
        string.Format(CultureInfo.InvariantCulture, words, seconds.ToString("0.0", CultureInfo.InvariantCulture));
}
