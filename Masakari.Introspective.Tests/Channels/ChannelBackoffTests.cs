using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.Channels;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

[TestFixture]
internal sealed class ChannelBackoffTests
{
    [TestCase(1, 0.0, 0.2)]
    [TestCase(2, 0.0, 0.4)]
    [TestCase(5, 0.0, 3.2)]
    [TestCase(6, 0.0, 5.0)]
    [TestCase(1_000_000, 0.0, 5.0)]
    [TestCase(1, 1.0, 0.16)]
    [TestCase(9, 1.0, 4.0)]
    public void After_Failures_DoublesUpToTheLongest(int failures, double random, double seconds) =>
        ChannelBackoff.After(failures, random).TotalSeconds.Should().BeApproximately(seconds, 1e-6);

    [TestCase(SocketError.AddressNotAvailable, ConnectFailure.Absent)]
    [TestCase(SocketError.ConnectionRefused, ConnectFailure.Absent)]
    [TestCase(SocketError.AccessDenied, ConnectFailure.Forbidden)]
    [TestCase(SocketError.WouldBlock, ConnectFailure.Busy)]
    [TestCase(SocketError.TryAgain, ConnectFailure.Busy)]
    [TestCase(SocketError.SocketError, ConnectFailure.Other)]
    public void Of_SocketError_IsWhatItMeans(object error, object failure) =>
        ConnectFailures.Of((SocketError)error).Should().Be((ConnectFailure)failure);

    [Test]
    public void Begins_OccurrencesAndPauses_IsTrueOncePerEpisode()
    {
        var episode = new Episode(TimeSpan.FromSeconds(60));
        int[] seconds = [5, 6, 60, 119, 179, 180, 300];

        seconds.Where(s => episode.Begins(TimeSpan.FromSeconds(s))).Should().Equal(5, 179, 300);
    }
}
