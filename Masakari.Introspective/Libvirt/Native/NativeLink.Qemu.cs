using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>Calls that QEMU's main loop has to answer.</summary>
internal sealed partial class NativeLink
{
    /// <summary>
    /// VIR_DOMAIN_STATS_BALLOON, VCPU, INTERFACE and BLOCK; the last is for a running domain always answered by QEMU's
    /// monitor, with or without disks.
    /// </summary>
    private const uint Statistics = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5;

    private const int Chunk = 64 * 1024;

    public unsafe DomainStatistics ReadStatistics(Guid domain)
    {
        using var handle = FindRunning(domain);
        var referenced = false;
        try
        {
            handle.DangerousAddRef(ref referenced);
            var list = stackalloc nint[] { handle.DangerousGetHandle(), 0 };
            var count = LibvirtApi.DomainListGetStats(list, Statistics, out var records, flags: 0);
            if (count < 0)
            {
                throw NativeError.Exception(LibvirtCall.Other);
            }

            try
            {
                return DomainStatistics.From(count > 0 ? ReadRecord(Marshal.ReadIntPtr(records)) : []);
            }
            finally
            {
                LibvirtApi.DomainStatsRecordListFree(records);
            }
        }
        finally
        {
            if (referenced)
            {
                handle.DangerousRelease();
            }
        }
    }

    public Screenshot TakeScreenshot(Guid domain, int limit)
    {
        using var handle = FindRunning(domain);
        using var stream = LibvirtApi.StreamNew(connection, flags: 0);
        if (stream.IsInvalid)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }

        var mediaType =
            NativeText.Take(LibvirtApi.DomainScreenshot(handle, stream, screen: 0, flags: 0))
            ?? throw NativeError.Exception(LibvirtCall.Other);
        try
        {
            var content = Receive(stream, limit);
            _ = LibvirtApi.StreamFinish(stream);
            return new Screenshot(mediaType, content);
        }
        catch (LibvirtException)
        {
            _ = LibvirtApi.StreamAbort(stream);
            throw;
        }
    }

    public void SetMemoryStatsPeriod(Guid domain, TimeSpan period)
    {
        using var handle = FindRunning(domain);
        if (LibvirtApi.DomainSetMemoryStatsPeriod(handle, WholeSeconds(period), AffectLive) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }
    }

    private static unsafe byte[] Receive(StreamHandle stream, int limit)
    {
        using var content = new MemoryStream();
        var chunk = new byte[Chunk];
        while (true)
        {
            int received;
            fixed (byte* into = chunk)
            {
                received = LibvirtApi.StreamReceive(stream, into, Chunk);
            }

            switch (received)
            {
                case 0:
                    return content.ToArray();
                case < 0:
                    throw NativeError.Exception(LibvirtCall.Other);
                case var more when content.Length + more > limit:
                    throw new LibvirtException(0, $"The screenshot has more than {limit} bytes");
                default:
                    content.Write(chunk, 0, received);
                    break;
            }
        }
    }

    /// <param name="record">A virDomainStatsRecord: the domain, its values, how many they are.</param>
    private static List<(string Name, long Value)> ReadRecord(nint record) =>
        TypedParameters.ReadNumbers(Marshal.ReadIntPtr(record, nint.Size), Marshal.ReadInt32(record, 2 * nint.Size));

    /// <summary>libvirt has statistics of a domain without QEMU too, and would make it look alive.</summary>
    private DomainHandle FindRunning(Guid domain)
    {
        var handle = Find(domain);
        if (LibvirtApi.DomainGetId(handle) >= 0)
        {
            return handle;
        }

        handle.Dispose();
        throw new DomainNotRunningException(ErrorMap.OperationInvalid, "The domain is not running");
    }
}
