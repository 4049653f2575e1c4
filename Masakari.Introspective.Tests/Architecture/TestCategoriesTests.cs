using System.Reflection;
using FluentAssertions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Architecture;

/// <summary>tests.cake chooses tests by their categories: a name that it does not know would choose nothing.</summary>
[TestFixture]
internal sealed class TestCategoriesTests
{
    /// <summary>Needs which lab, or is the long fuzz run.</summary>
    private static readonly string[] Parts = ["Lab", "Full", "Fuzz"];

    /// <summary>Where a test that needs a lab runs; of no meaning without one.</summary>
    private static readonly string[] Places = ["Alone", "Surroundings"];

    [Test]
    public void Category_OfEveryTest_IsOneThatTheBuildKnows() =>
        Marked().SelectMany(test => test.Categories).Distinct().Should().BeSubsetOf([.. Parts, .. Places]);

    [Test]
    public void Test_WithAPlace_NeedsALab() =>
        Marked()
            .Where(test => test.Categories.Intersect(Places).Any())
            .Should()
            .OnlyContain(test => test.Categories.Contains("Lab") || test.Categories.Contains("Full"));

    /// <summary>Every fixture and method that names a category, a method with those of its fixture.</summary>
    private static List<(string Name, IReadOnlyCollection<string> Categories)> Marked()
    {
        var fixtures = typeof(TestCategoriesTests).Assembly.GetTypes();
        var methods =
            from fixture in fixtures
            from method in fixture.GetMethods(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly
            )
            select ($"{fixture.Name}.{method.Name}", Of(method, fixture));
        var marked = fixtures
            .Select(fixture => (fixture.Name, Of(fixture)))
            .Concat(methods)
            .Where(test => test.Item2.Count > 0)
            .ToList();
        marked.Should().NotBeEmpty();
        return marked;
    }

    private static IReadOnlyCollection<string> Of(params MemberInfo[] members) =>
        [.. members.SelectMany(member => member.GetCustomAttributes<CategoryAttribute>()).Select(c => c.Name)];
}
