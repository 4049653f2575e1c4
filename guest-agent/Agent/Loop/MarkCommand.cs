using System.Text;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Loop;

/// <summary>Sends one MARK or CLEAR line to the running agent.</summary>
internal static class MarkCommand
{
    private const int PatienceMs = 5000;

    /// <returns>The agent's answer: OK, or ERROR and why.</returns>
    public static string Send(AgentOptions options, string line)
    {
        var handle = UnixSocket.Connect(options.AppSocket);
        if (handle < 0)
        {
            return $"ERROR {options.AppSocket}: {Libc.Explain(Libc.Error)}; does the agent run, and may you connect?";
        }

        try
        {
            _ = Handle.Write(handle, Encoding.UTF8.GetBytes(line + "\n"));
            var poller = new Poller();
            poller.Add(handle);
            poller.Wait(PatienceMs);
            Span<byte> answer = stackalloc byte[AnswerLimit];
            var count = Handle.Read(handle, answer);
            return count > 0
                ? Encoding.UTF8.GetString(answer[..count]).TrimEnd()
                : $"ERROR {options.AppSocket}: no answer from the agent";
        }
        finally
        {
            _ = Libc.Close(handle);
        }
    }

    private const int AnswerLimit = 512;
}
