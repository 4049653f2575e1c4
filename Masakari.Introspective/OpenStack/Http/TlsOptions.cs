using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.OpenStack.Http;

/// <summary>TLS of the client side: own authorities, client certificate, or no check at all.</summary>
internal static class TlsOptions
{
    /// <exception cref="ConfigException">A file is missing, unreadable or not PEM; names the option.</exception>
    public static SslClientAuthenticationOptions Create(HttpSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (settings.Insecure)
        {
#pragma warning disable CA5359, MA0039 // The operator asked for it by [api] insecure = true, and is warned.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359, MA0039
        }
        else if (settings.CaFile is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(LoadAuthorities(settings));
            options.CertificateChainPolicy = policy;
        }

        if (settings.CertFile is not null)
        {
            options.ClientCertificates = [LoadClientCertificate(settings)];
        }
        else if (settings.KeyFile is not null)
        {
            throw new ConfigException($"[{settings.Group}] keyfile is set without certfile: set certfile too.");
        }

        return options;
    }

    private static X509Certificate2Collection LoadAuthorities(HttpSettings settings)
    {
        var authorities = new X509Certificate2Collection();
        Load(settings, "cafile", settings.CaFile!, () => authorities.ImportFromPemFile(settings.CaFile!));
        return authorities.Count > 0
            ? authorities
            : throw new ConfigException($"[{settings.Group}] cafile = {settings.CaFile}: holds no PEM certificate.");
    }

    private static X509Certificate2 LoadClientCertificate(HttpSettings settings)
    {
        X509Certificate2? certificate = null;
        var keyFile = settings.KeyFile ?? settings.CertFile!;
        Load(
            settings,
            "certfile",
            settings.CertFile!,
            () => X509CertificateLoader.LoadCertificateFromFile(settings.CertFile!).Dispose()
        );
        Load(
            settings,
            settings.KeyFile is null ? "certfile" : "keyfile",
            keyFile,
            () => certificate = X509Certificate2.CreateFromPemFile(settings.CertFile!, keyFile)
        );
        return certificate!;
    }

    private static void Load(HttpSettings settings, string option, string path, Action load)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException(
                $"[{settings.Group}] {option} = {path}: cannot be read ({e.Message}); check that it exists and that "
                    + "this user may read it.",
                e
            );
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ConfigException(
                $"[{settings.Group}] {option} = {path}: is no PEM file of the kind expected ({e.Message})",
                e
            );
        }
    }
}
