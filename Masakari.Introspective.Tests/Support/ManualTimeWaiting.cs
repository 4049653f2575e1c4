namespace Masakari.Introspective.Tests.Support;

/// <summary>Waiting for code that also runs on other threads while time is moved by hand.</summary>
internal static class ManualTimeWaiting
{
    extension(ManualTimeProvider time)
    {
        /// <summary>
        /// Advances in steps until <paramref name="condition"/> holds, letting other threads run in between; fails after
        /// <paramref name="limit"/> of manual time (or 30 s of the machine's, when code hangs outside of this clock).
        /// </summary>
        public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step, TimeSpan limit)
        {
            var start = time.GetTimestamp();
            var real = TimeProvider.System.GetTimestamp();
            while (!condition())
            {
                if (
                    time.GetElapsedTime(start) > limit
                    || TimeProvider.System.GetElapsedTime(real) > TimeSpan.FromSeconds(30)
                )
                {
                    throw new TimeoutException($"Not reached within {time.GetElapsedTime(start)} of manual time.");
                }

                await time.SettleAsync(condition);
                if (!condition())
                {
                    time.Advance(step);
                }
            }
        }

        /// <summary>
        /// Gives other threads the processor: a few turns, and more of them as long as nothing waits on this clock, for then
        /// the code under test is still on its way there.
        /// </summary>
        public async Task SettleAsync(Func<bool>? condition = null)
        {
            const int Turns = 3;
            const int MostTurns = 500;
            for (var turn = 0; turn < (time.ActiveTimers > 0 ? Turns : MostTurns); turn++)
            {
                if (condition?.Invoke() == true)
                {
                    return;
                }

                await Task.Delay(1);
            }
        }
    }

    extension(ManualTimeProvider)
    {
        /// <summary>Waits, without moving time, until <paramref name="condition"/> holds; fails after 30 s of the machine's time.</summary>
        public static async Task EventuallyAsync(Func<bool> condition)
        {
            var real = TimeProvider.System.GetTimestamp();
            while (!condition())
            {
                if (TimeProvider.System.GetElapsedTime(real) > TimeSpan.FromSeconds(30))
                {
                    throw new TimeoutException("Not reached.");
                }

                await Task.Delay(1);
            }
        }
    }
}
