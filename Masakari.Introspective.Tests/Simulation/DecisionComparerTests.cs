using FluentAssertions;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Simulation.Running;
using Masakari.Introspective.Simulation.Scenarios;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Simulation;

internal sealed class DecisionComparerTests
{
    [TestCase(9.99, false)]
    [TestCase(10, true)]
    [TestCase(20, true)]
    [TestCase(20.01, false)]
    public void Decision_InItsWindow_Agrees(double at, bool agrees) =>
        Compare([Expect("reported", "guest-silent")], [Decide(at, "reported", "guest-silent")])
            .Should()
            .HaveCount(agrees ? 0 : 2);

    [TestCase("web", "reported", "guest-silent", 0)]
    [TestCase("db", "reported", "guest-silent", 2)]
    [TestCase("web", "reported", "qemu-stopped", 2)]
    [TestCase("web", "held", "guest-silent", 2)]
    public void Decision_OfAnotherKind_Differs(string guest, string decision, string code, int differences) =>
        Compare([Expect("reported", "guest-silent")], [Decide(15, decision, code, guest)])
            .Should()
            .HaveCount(differences);

    [Test]
    public void Expectation_WithoutACode_TakesAny() =>
        Compare([Expect("reported", null)], [Decide(15, "reported", "qemu-stopped")]).Should().BeEmpty();

    [Test]
    public void ExpectedDecision_ThatDoesNotCome_IsNamedWithWhatCameInstead() =>
        Compare([Expect("reported", "guest-silent")], [Decide(25.5, "reported", "guest-silent")])
            .Should()
            .Equal(
                "expected between 10 and 20 s: web reported [guest-silent]; it did not come (but at 25.50 s [guest-silent])",
                "not expected at 25.50 s: web reported [guest-silent]: words"
            );

    [TestCase("reported", true, 1)]
    [TestCase("reported", false, 1)]
    [TestCase("held", true, 1)]
    [TestCase("held", false, 0)]
    [TestCase("recovered", true, 1)]
    [TestCase("sent", true, 1)]
    [TestCase("sent", false, 1)]
    [TestCase("withdrawn", false, 0)]
    [TestCase("informed", true, 0)]
    public void DecisionThatNobodyExpects_Differs(string decision, bool nothingElse, int differences) =>
        Compare([], [Decide(15, decision, "code")], nothingElse).Should().HaveCount(differences);

    [Test]
    public void OneDecision_AnswersOneExpectation() =>
        Compare(
                [Expect("reported", "guest-silent"), Expect("reported", "guest-silent")],
                [Decide(15, "reported", "guest-silent")]
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("it did not come");

    [Test]
    public void WindowsThatOverlap_AreServedByTheOneThatClosesFirst() =>
        Compare(
                [Expect("reported", "guest-silent", 10, 40), Expect("reported", "guest-silent", 10, 20)],
                [Decide(15, "reported", "guest-silent"), Decide(30, "reported", "guest-silent")]
            )
            .Should()
            .BeEmpty();

    private static IReadOnlyList<string> Compare(
        Expectation[] expected,
        SimulatedDecision[] decisions,
        bool nothingElse = true
    ) =>
        DecisionComparer.Compare(
            new Scenario(
                "file",
                "name",
                "",
                new MonitorOptions { Inventory = new InventoryOptions { HostName = "compute-1" } },
                [],
                [],
                expected,
                nothingElse,
                TimeSpan.Zero
            ),
            decisions
        );

    private static Expectation Expect(string decision, string? code, double from = 10, double to = 20) =>
        new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to), "web", decision, code);

    private static SimulatedDecision Decide(double at, string decision, string code, string guest = "web") =>
        new(TimeSpan.FromSeconds(at), guest, decision, code, "words");
}
