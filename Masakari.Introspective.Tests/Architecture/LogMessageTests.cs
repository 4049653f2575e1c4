using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Architecture;

/// <summary>Every placeholder of a log message is filled: its name is its parameter's, and none that loggers reserve.</summary>
internal sealed partial class LogMessageTests
{
    [Test]
    public void Placeholders_OfAllMessages_AreParameters()
    {
        var methods = typeof(Program)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods((BindingFlags)60))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(found => found.Attribute is not null)
            .ToList();

        methods.Should().HaveCountGreaterThan(30);
        foreach (var (method, attribute) in methods)
        {
            var parameters = method.GetParameters().Select(parameter => parameter.Name).ToList();
            foreach (var name in Placeholder().Matches(attribute!.Message).Select(match => match.Groups["name"].Value))
            {
                name.Should().NotBe("EventId", $"{method.DeclaringType}.{method.Name}: loggers put their own there");
                parameters
                    .Should()
                    .Contain(char.ToLowerInvariant(name[0]) + name[1..], $"{method.DeclaringType}.{method.Name}");
            }

            parameters.Should().NotContain(["event", "new"], "keywords as names are not filled in");
        }
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
