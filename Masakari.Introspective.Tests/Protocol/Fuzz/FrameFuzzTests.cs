using System.Globalization;
using FluentAssertions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Protocol.Fuzz;

/// <summary>
/// A guest that sends nonsense for as long as it likes: nothing throws, nothing piles up. <c>./build.sh fuzz</c> runs the
/// long form; MASAKARI_FUZZ_SEED repeats a run.
/// </summary>
[TestFixture]
internal sealed class FrameFuzzTests
{
    private const int Batch = 500_000;
    private const long MemoryBound = 2 * 1024 * 1024;

    [Test]
    [Category("Fuzz")]
    public void Read_TenMillionFrames_NeverThrowsInBoundedMemory() => Run(10_000_000);

    [Test]
    public void Read_FiftyThousandFrames_NeverThrowsInBoundedMemory() => Run(50_000);

    private static void Run(int frames)
    {
        var seed = Environment.GetEnvironmentVariable("MASAKARI_FUZZ_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : 20180906;
        TestContext.Out.WriteLine($"seed {seed}");
        var fuzzer = new FrameFuzzer(seed);
        fuzzer.Send(10_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        while (fuzzer.Sent < frames)
        {
            fuzzer.Send((int)Math.Min(Batch, frames - fuzzer.Sent));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        TestContext.Out.WriteLine(
            $"{fuzzer.Sent} sent: {fuzzer.Messages} messages, {fuzzer.Refusals} refusals, {fuzzer.TooLong} too long; "
                + $"heap grew by at most {most / 1024} KiB of {MemoryBound / 1024}"
        );
        most.Should().BeLessThan(MemoryBound);
        fuzzer.Messages.Should().BeGreaterThan(frames / 20);
        fuzzer.Refusals.Should().BeGreaterThan(frames / 20);
    }
}
