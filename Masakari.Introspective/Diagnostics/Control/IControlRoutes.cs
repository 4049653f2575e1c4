using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Some of the paths that the control socket answers.</summary>
internal interface IControlRoutes
{
    /// <remarks>Handlers are plain <c>RequestDelegate</c>s: no reflection at start.</remarks>
    void Map(IEndpointRouteBuilder routes);
}
