using FluentAssertions;
using Masakari.Introspective.Cli.Control;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Notifications.Registration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Control;

internal sealed class StatusCommandTests
{
    private static readonly DateTimeOffset Then = new(2026, 11, 18, 16, 0, 0, TimeSpan.Zero);

    [Test]
    public void Registration_ThatIsNews_IsGood() =>
        StatusCommand.Registration(View(null)).Should().Be(new TextCell("in segment a", CellTone.Good));

    [Test]
    public void Registration_SinceThenUnanswered_IsNotGood()
    {
        var cell = StatusCommand.Registration(View("no route to host"));

        cell.Tone.Should().Be(CellTone.Warning);
        cell.Text.Should()
            .StartWith("masakari-api gives no usable answer: no route to host (it last did: ")
            .And.EndWith("in segment a)");
    }

    private static RegistrationView View(string? problem) =>
        new(RegistrationState.Registered, Then, "a", Enabled: true, OnMaintenance: false, Then, problem);
}
