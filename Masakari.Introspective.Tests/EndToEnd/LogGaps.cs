using System.Globalization;
using FluentAssertions;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>How regular lines of a log are.</summary>
internal static class LogGaps
{
    /// <param name="until">End of the watch: something that no longer happens shows too.</param>
    public static TimeSpan Longest(IReadOnlyList<string> lines, DateTime until)
    {
        var times = lines
            .Select(line => DateTime.Parse(line[..23], CultureInfo.InvariantCulture))
            .Append(until)
            .ToList();
        times.Should().HaveCountGreaterThan(3);
        return times.Zip(times.Skip(1), (before, after) => after - before).Max();
    }
}
