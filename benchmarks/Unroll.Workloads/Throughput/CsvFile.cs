using System.Globalization;

namespace Unroll.Workloads.Throughput;

/// <summary>A CSV file with a stamp a minute and columns of numbers, in a folder of its own that goes with it.</summary>
internal sealed class CsvFile : IDisposable
{
    private static readonly DateTime _first = new(2020, 1, 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-bench-");

    /// <summary>Writes the file: a daily rhythm with noise, four decimals.</summary>
    /// <param name="rows">Rows below the header.</param>
    /// <param name="columns">Columns beside the stamps.</param>
    public CsvFile(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        FilePath = Path.Combine(_folder.FullName, "series.csv");
        var random = new RandomStream(5);
        using (var writer = new StreamWriter(FilePath))
        {
            writer.WriteLine(
                "time," + string.Join(',', Enumerable.Range(1, columns).Select(column => FormattableString.Invariant($"value-{column}"))));
            Span<char> text = stackalloc char[32];
            for (int row = 0; row < rows; row++)
            {
                _first.AddMinutes(row).TryFormat(text, out int length, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                writer.Write(text[..length]);
                for (int column = 0; column < columns; column++)
                {
                    double value = 1500 + (400 * Math.Sin(row * Math.Tau / 1440)) + (50 * random.NextNormal());
                    value.TryFormat(text, out length, "F4", CultureInfo.InvariantCulture);
                    writer.Write(',');
                    writer.Write(text[..length]);
                }

                writer.Write('\n');
            }
        }

        Bytes = new FileInfo(FilePath).Length;
    }

    /// <summary>Where it is.</summary>
    public string FilePath { get; }

    /// <summary>Rows below the header.</summary>
    public int Rows { get; }

    /// <summary>Columns beside the stamps.</summary>
    public int Columns { get; }

    /// <summary>Its size.</summary>
    public long Bytes { get; }

    /// <summary>What reading it gets done.</summary>
    public IReadOnlyList<Amount> Amounts => [new("rows", Rows), new("cells", (double)Rows * (Columns + 1)), new("MB", Bytes / 1e6)];

    public void Dispose() => _folder.Delete(recursive: true);
}
