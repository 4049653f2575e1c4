using FluentAssertions;
using Masakari.Introspective.Notifications.Outcomes;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Outcomes;

internal sealed class OutcomePaceTests
{
    [TestCase(0, 5)]
    [TestCase(59.9, 5)]
    [TestCase(60, 15)]
    [TestCase(299.9, 15)]
    [TestCase(300, 60)]
    [TestCase(899.9, 60)]
    [TestCase(900, null)]
    [TestCase(5000, null)]
    public void Next_ByAge_IsSlowerAndEnds(double age, int? seconds) =>
        OutcomePace
            .Next(TimeSpan.FromSeconds(age))
            .Should()
            .Be(seconds is { } pause ? TimeSpan.FromSeconds(pause) : null);
}
