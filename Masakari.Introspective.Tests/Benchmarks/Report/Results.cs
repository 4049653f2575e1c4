using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Masakari.Introspective.Benchmarks.Report;

/// <summary>What was measured, in the order of measuring.</summary>
internal sealed class Results
{
    private readonly List<Figure> _figures = [];

    public void Add(string key, string what, double value, double? most = null)
    {
        _figures.Add(new Figure(key, what, Rounded(value), most));
        Console.WriteLine($"  {key} = {Text(Rounded(value))}  ({what})");
    }

    /// <summary>The value that was added under this key.</summary>
    public double this[string key] => _figures.Last(figure => figure.Key == key).Value;

    public string Table()
    {
        var width = _figures.Count == 0 ? 0 : _figures.Max(figure => figure.Key.Length);
        var table = new StringBuilder().AppendLine();
        foreach (var figure in _figures)
        {
            var target = figure.Most is { } most ? $"<= {Text(most)}" : "";
            var mark =
                figure.Most is null ? ""
                : figure.IsMissed ? "MISSED"
                : "met";
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"{figure.Key.PadRight(width)}  {Text(figure.Value), 12}  {target, -9} {mark, -6} {figure.What}"
            );
        }

        return table.ToString();
    }

    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var figure in _figures)
        {
            values[figure.Key] = figure.Value;
        }

        File.WriteAllText(file, JsonSerializer.Serialize(values, Format) + "\n");
    }

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    private static double Rounded(double value) => Math.Round(value, Math.Abs(value) < 10 ? 3 : 1);

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
