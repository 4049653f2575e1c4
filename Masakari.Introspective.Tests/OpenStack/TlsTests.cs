using System.Net;
using System.Security.Cryptography.X509Certificates;
using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class TlsTests
{
    private TemporaryFolder _folder = null!;
    private LogRecorder _log = null!;
    private X509Certificate2 _authority = null!;
    private X509Certificate2 _server = null!;

    [SetUp]
    public void MakeCertificates()
    {
        (_folder, _log) = (new TemporaryFolder(), new LogRecorder());
        _authority = TestCertificates.Authority("lab");
        _server = TestCertificates.Leaf(_authority, "localhost");
        File.WriteAllText(_folder.Combine("ca.pem"), _authority.ExportCertificatePem());
    }

    [TearDown]
    public void RemoveFolder()
    {
        _authority.Dispose();
        _server.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task CaFile_OfTheServer_IsTrusted() =>
        (await SendAsync(new HttpSettings { CaFile = _folder.Combine("ca.pem") }))
            .Status.Should()
            .Be(HttpStatusCode.MultipleChoices);

    [Test]
    public async Task CaFile_OfAnother_NamesTheOption()
    {
        using var other = TestCertificates.Authority("other");
        File.WriteAllText(_folder.Combine("ca.pem"), other.ExportCertificatePem());

        var act = () => SendAsync(new HttpSettings { CaFile = _folder.Combine("ca.pem") });

        (await act.Should().ThrowAsync<OpenStackException>()).Which.Message.Should().EndWith("Check [api] cafile.");
    }

    [Test]
    public async Task Insecure_IsAcceptedWithOneWarning()
    {
        (await SendAsync(new HttpSettings { Insecure = true })).Status.Should().Be(HttpStatusCode.MultipleChoices);

        _log.Lines.Should().ContainSingle(l => l.Level == LogLevel.Warning).Which.Text.Should().Contain("insecure");
    }

    [Test]
    public async Task ClientCertificate_IsShown()
    {
        using var client = TestCertificates.Leaf(_authority, "monitor");
        File.WriteAllText(_folder.Combine("client.pem"), client.ExportCertificatePem());
        using (var key = client.GetECDsaPrivateKey()!)
        {
            File.WriteAllText(_folder.Combine("client.key"), key.ExportPkcs8PrivateKeyPem());
        }

        var answer = await SendAsync(
            new HttpSettings
            {
                CaFile = _folder.Combine("ca.pem"),
                CertFile = _folder.Combine("client.pem"),
                KeyFile = _folder.Combine("client.key"),
            },
            wantClientCertificate: true
        );

        answer.Status.Should().Be(HttpStatusCode.MultipleChoices);
    }

    [TestCase("cafile", false)]
    [TestCase("cafile", true)]
    [TestCase("certfile", false)]
    [TestCase("certfile", true)]
    [TestCase("keyfile", false)]
    [TestCase("keyfile", true)]
    public void BadFile_IsOneErrorThatNamesOptionAndPath(string option, bool exists)
    {
        var bad = _folder.Combine("bad.pem");
        if (exists)
        {
            File.WriteAllText(bad, "no PEM");
        }

        var settings = option switch
        {
            "cafile" => new HttpSettings { CaFile = bad },
            "certfile" => new HttpSettings { CertFile = bad },
            _ => new HttpSettings { CertFile = _folder.Combine("ca.pem"), KeyFile = bad },
        };
        var act = () => new ApiTransport(settings, TimeProvider.System, _log.For<ApiTransport>());

        act.Should()
            .Throw<ConfigException>()
            .WithMessage($"[[]api] {option} = {bad}: *".Replace("[[]", "[", StringComparison.Ordinal));
    }

    private async Task<ApiResponse> SendAsync(HttpSettings settings, bool wantClientCertificate = false)
    {
        await using var cloud = await FakeCloud.StartAsync(_server, wantClientCertificate);
        using var transport = new ApiTransport(settings, TimeProvider.System, _log.For<ApiTransport>());
        return await transport.SendAsync(new ApiRequest(HttpMethod.Get, cloud.Url), CancellationToken.None);
    }
}
