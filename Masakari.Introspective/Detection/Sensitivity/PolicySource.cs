namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>Who decided on a value of an instance's policy; later ones win.</summary>
internal enum PolicySource
{
    /// <summary>Nobody: the default of the monitor.</summary>
    Default,

    /// <summary>The host's configuration.</summary>
    Host,

    /// <summary>An extra spec of the flavor, as Nova's record has it.</summary>
    NovaExtraSpec,

    /// <summary>An extra spec of the flavor, as Nova wrote it into the domain's XML.</summary>
    DomainExtraSpec,

    /// <summary>The instance's own metadata.</summary>
    ServerMetadata,
}
