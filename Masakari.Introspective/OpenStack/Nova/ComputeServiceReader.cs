using Masakari.Introspective.OpenStack.Http;

namespace Masakari.Introspective.OpenStack.Nova;

/// <summary>Lists the nova-computes of the region.</summary>
internal sealed class ComputeServiceReader(OpenStackSession session)
{
    private readonly ServiceEndpoint _service = new(["compute"], "v2.1");

    /// <exception cref="OpenStackException">No answer, a refusal (it takes an administrator or a reader), or no list.</exception>
    public async Task<IReadOnlyList<ComputeService>> ListAsync(CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Get, "os-services") { Query = "?binary=nova-compute" };
        var response = await session.SendAsync(_service, request, cancellationToken);
        if (!response.IsSuccess)
        {
            throw new OpenStackException($"nova-api refuses GET /{request.Path}: {response}", response.Status);
        }

        return
        [
            .. ApiJson
                .Objects(ApiJson.TryParse(response.Body), "services")
                .Select(service => new ComputeService(
                    ApiJson.Text(service, "host") ?? "",
                    ApiJson.Text(service, "status") is not "disabled",
                    ApiJson.Text(service, "state") is not "down"
                ))
                .Where(service => service.Host.Length > 0),
        ];
    }
}
