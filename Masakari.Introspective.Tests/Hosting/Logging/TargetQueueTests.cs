using FluentAssertions;
using Masakari.Introspective.Hosting.Logging;
using NUnit.Framework;
using Serilog.Events;

namespace Masakari.Introspective.Tests.Hosting.Logging;

[TestFixture]
internal sealed class TargetQueueTests
{
    [Test]
    [CancelAfter(30_000)]
    public async Task Enqueue_WhenTheTargetIsStuck_DropsWithoutWaitingAndTellsHowMany(
        CancellationToken cancellationToken
    )
    {
        using var target = new StuckTarget();
        await using var sut = new TargetQueue(target, fallback: null, TimeProvider.System, capacity: 2);
        sut.Enqueue(Line("first"));
        await target.Entered.WaitAsync(cancellationToken);

        for (var i = 0; i < 10; i++)
        {
            sut.Enqueue(Line("more"));
        }

        sut.Dropped.Should().Be(8);
        target.Release();
        (await sut.FlushAsync(LogLab.Limit)).Should().BeTrue();
        target
            .Lines.Should()
            .Equal("first", "more", "more", "8 log messages were dropped: the stuck was slower than they came");
    }

    [Test]
    public async Task Enqueue_AfterClose_IsCountedAndHarmless()
    {
        using var target = new StuckTarget();
        target.Release();
        var sut = new TargetQueue(target, fallback: null, TimeProvider.System);
        await sut.DisposeAsync();

        sut.Enqueue(Line("late"));
        await sut.DisposeAsync();

        sut.Dropped.Should().Be(1);
    }

    private static LogEvent Line(string text) => LogNotice.Make(TimeProvider.System, LogEventLevel.Information, text);

    private sealed class StuckTarget : LogTarget
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string Name => "stuck";

        public override string Cure => "";

        public Task Entered => _entered.Task;

        public List<string> Lines { get; } = [];

        public void Release() => _released.Set();

        public override void Write(LogEvent logEvent)
        {
            _entered.TrySetResult();
            _released.WaitHandle.WaitOne();
            Lines.Add(LogText.Message(logEvent));
        }
    }
}
