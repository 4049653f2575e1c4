using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Registration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Registration;

internal sealed class RegistrationRuleTests
{
    private static readonly HostRegistration Unknown = new(RegistrationState.Unknown, default);
    private static readonly HostRegistration Outside = new(RegistrationState.Unregistered, default);
    private static readonly HostRegistration InA = Registered("a");
    private static readonly HostRegistration InB = Registered("b");
    private static readonly HostRegistration Maintenance = InA with { OnMaintenance = true };
    private static readonly HostRegistration Disabled = InA with { IsSegmentEnabled = false };
    private static readonly HostRegistration Both = Maintenance with { IsSegmentEnabled = false };

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("first look, well", Unknown, InA, RegistrationNews.Registered);
        yield return Case("first look, in none", Unknown, Outside, RegistrationNews.Unregistered);
        yield return Case("still in none", Outside, Outside);
        yield return Case("added", Outside, InA, RegistrationNews.Registered);
        yield return Case("removed", InA, Outside, RegistrationNews.Unregistered);
        yield return Case("removed in maintenance", Maintenance, Outside, RegistrationNews.Unregistered);
        yield return Case("still well", InA, InA);
        yield return Case("moved", InA, InB, RegistrationNews.Registered);
        yield return Case("maintenance", InA, Maintenance, RegistrationNews.MaintenanceBegan);
        yield return Case("still in maintenance", Maintenance, Maintenance);
        yield return Case("out of maintenance", Maintenance, InA, RegistrationNews.MaintenanceEnded);
        yield return Case("disabled", InA, Disabled, RegistrationNews.SegmentDisabled);
        yield return Case("enabled", Disabled, InA, RegistrationNews.SegmentEnabled);
        yield return Case(
            "one for the other",
            Maintenance,
            Disabled,
            RegistrationNews.MaintenanceEnded,
            RegistrationNews.SegmentDisabled
        );
        yield return Case(
            "first look, all amiss",
            Unknown,
            Both,
            RegistrationNews.Registered,
            RegistrationNews.MaintenanceBegan,
            RegistrationNews.SegmentDisabled
        );
    }

    [TestCaseSource(nameof(Changes))]
    public void Between_TwoLooks_SaysWhatChanged(
        HostRegistration before,
        HostRegistration after,
        RegistrationNews[] expected
    ) => RegistrationRule.Between(before, after).Should().Equal(expected);

    private static IEnumerable<TestCaseData> Pauses()
    {
        yield return new TestCaseData(InA, true, RegistrationRule.Late).SetArgDisplayNames("well");
        yield return new TestCaseData(InA, false, RegistrationRule.Soon).SetArgDisplayNames("no answer");
        yield return new TestCaseData(Unknown, false, RegistrationRule.Soon).SetArgDisplayNames("never an answer");
        yield return new TestCaseData(Outside, true, RegistrationRule.Soon).SetArgDisplayNames("in none");
        yield return new TestCaseData(Maintenance, true, RegistrationRule.Soon).SetArgDisplayNames("maintenance");
        yield return new TestCaseData(Disabled, true, RegistrationRule.Soon).SetArgDisplayNames("disabled");
    }

    [TestCaseSource(nameof(Pauses))]
    public void PauseAfter_ALook_IsShortWhileSomethingIsAmiss(
        HostRegistration current,
        bool isAnswered,
        TimeSpan expected
    ) => RegistrationRule.PauseAfter(current, isAnswered).Should().Be(expected);

    private static IEnumerable<TestCaseData> Doubts()
    {
        yield return Doubt("refused though registered", InA, DeliveryOutcome.HostNotRegistered, true);
        yield return Doubt("refused, not known yet", Unknown, DeliveryOutcome.HostNotRegistered, true);
        yield return Doubt("refused as known", Outside, DeliveryOutcome.HostNotRegistered, false);
        yield return Doubt("stored though in none", Outside, DeliveryOutcome.Delivered, true);
        yield return Doubt("stored, not known yet", Unknown, DeliveryOutcome.Delivered, true);
        yield return Doubt("stored", InA, DeliveryOutcome.Delivered, false);
        yield return Doubt("stored in maintenance", Maintenance, DeliveryOutcome.Delivered, true);
        yield return Doubt("maintenance is news", InA, DeliveryOutcome.HostInMaintenance, true);
        yield return Doubt("maintenance is known", Maintenance, DeliveryOutcome.HostInMaintenance, false);
        yield return Doubt("down", InA, DeliveryOutcome.Unavailable, false);
        yield return Doubt("duplicate", InA, DeliveryOutcome.Duplicate, false);
    }

    [TestCaseSource(nameof(Doubts))]
    public void IsDoubtful_AnswerToANotification_WhenItContradicts(
        HostRegistration current,
        DeliveryOutcome outcome,
        bool expected
    ) => RegistrationRule.IsDoubtful(current, outcome).Should().Be(expected);

    private static TestCaseData Case(
        string name,
        HostRegistration before,
        HostRegistration after,
        params RegistrationNews[] expected
    ) => new TestCaseData(before, after, expected).SetArgDisplayNames(name);

    private static TestCaseData Doubt(string name, HostRegistration current, DeliveryOutcome outcome, bool expected) =>
        new TestCaseData(current, outcome, expected).SetArgDisplayNames(name);

    private static HostRegistration Registered(string segment) =>
        new(RegistrationState.Registered, default) { SegmentName = segment, SegmentUuid = segment };
}
