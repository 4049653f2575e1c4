namespace Masakari.Introspective.Detection;

/// <summary>Findings in the words of logs and messages.</summary>
internal static class FindingText
{
    public static string Describe(this Finding finding) =>
        finding switch
        {
            Finding.None => "not asked yet",
            Finding.Answered => "the guest agent answers",
            Finding.AnsweredWithError => "the guest agent answers with an error reply, so the guest is alive",
            Finding.Silent => "the guest agent does not answer",
            Finding.PortClosed => "the guest agent's port is closed",
            Finding.JustReconnected => "libvirtd was just connected, the agent's port is not open yet",
            Finding.Paused => "the domain is paused",
            Finding.NotRunning => "the domain is not running",
            Finding.AgentBusy => "another client's command occupies the guest agent",
            Finding.LibvirtAway => "libvirt cannot be reached",
            Finding.Refused => "libvirt refuses to ask the guest agent",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, null),
        };

    /// <summary>Whether the guest proved itself alive.</summary>
    public static bool IsLife(this Finding finding) => finding is Finding.Answered or Finding.AnsweredWithError;
}
