using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Tests.Support;

internal sealed record LogLine(LogLevel Level, string Text, Guid? InstanceUuid);
