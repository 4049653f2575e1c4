using System.Text;
using FluentAssertions;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Roles;

[TestFixture]
internal sealed class ProgramNameTests
{
    [TestCase("/usr/bin/masakari-instancemonitor\0--config-file\0x\0", "masakari-instancemonitor")]
    [TestCase("masakari-introspectiveinstancemonitor.py\0", "masakari-introspectiveinstancemonitor")]
    [TestCase("dotnet\0exec\0/x/masakari-introspective.dll\0monitor\0", "masakari-introspective")]
    [TestCase("/usr/bin/dotnet\0masakari-instancemonitor.dll\0", "masakari-instancemonitor")]
    [TestCase("/usr/bin/dotnet\0test\0", "masakari-introspective")]
    [TestCase("", "masakari-introspective")]
    public void FromCommandLine_OfKernelRecord_IsTheNameStartedUnder(string commandLine, string expected)
    {
        ProgramName.FromCommandLine(Encoding.UTF8.GetBytes(commandLine)).Should().Be(expected);
    }

    [TestCase("masakari-instancemonitor", Role.BlackBox)]
    [TestCase("masakari-introspectiveinstancemonitor", Role.Introspective)]
    [TestCase("masakari-introspective", Role.Full)]
    [TestCase("renamed", Role.Full)]
    public void FromProgram_OfName_IsItsRole(string name, object expected)
    {
        RoleNames.FromProgram(name).Should().Be((Role)expected);
    }
}
