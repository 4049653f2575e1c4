using System.Text;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Agent.Scripts;

/// <summary>Keeps the first line of an output, as much of it as a message holds, and lets the rest go.</summary>
internal sealed class FirstLine
{
    private readonly byte[] _kept = new byte[WireText.LogMessage];
    private int _length;
    private bool _isOver;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_isOver)
        {
            return;
        }

        var end = bytes.IndexOf((byte)'\n');
        var part = end < 0 ? bytes : bytes[..end];
        var fits = Math.Min(part.Length, _kept.Length - _length);
        part[..fits].CopyTo(_kept.AsSpan(_length));
        _length += fits;
        _isOver = end >= 0;
    }

    public override string ToString() =>
        WireText.Clean(Encoding.UTF8.GetString(_kept, 0, _length), WireText.LogMessage).Trim();
}
