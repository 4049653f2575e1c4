namespace Masakari.Introspective.Detection.Fence;

/// <summary>What a reported guest gets.</summary>
internal enum FenceAnswer
{
    /// <summary>It is left to masakari-engine.</summary>
    Leave,

    /// <summary>It is destroyed as soon as the proof is there.</summary>
    AwaitProof,

    /// <summary>It is destroyed.</summary>
    Destroy,
}
