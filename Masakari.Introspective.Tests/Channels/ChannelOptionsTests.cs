using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

[TestFixture]
internal sealed class ChannelOptionsTests
{
    [Test]
    public void From_NothingSet_IsTheDefaults() =>
        ChannelOptions.From(new TestConfig()).Should().Be(new ChannelOptions());

    [Test]
    public void From_AllSet_ReadsThem()
    {
        const string Group = "masakari_introspective/channel_";

        var options = ChannelOptions.From(
            new TestConfig(
                (Group + "message_rate", "1"),
                (Group + "message_burst", "2"),
                (Group + "byte_rate", "5000"),
                (Group + "byte_burst", "9000"),
                (Group + "send_timeout", "7")
            )
        );

        options
            .Should()
            .Be(
                new ChannelOptions
                {
                    MessageRate = 1,
                    MessageBurst = 2,
                    ByteRate = 5000,
                    ByteBurst = 9000,
                    SendTimeout = TimeSpan.FromSeconds(7),
                }
            );
    }
}
