using System.Buffers;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Spoilt files load or are refused in one line, soon and in little memory.</summary>
public sealed class CsvFuzzTests : IDisposable
{
    private const int Mutations = 10_000;

    private const long SpareBytes = 100L << 20;

    private static readonly SearchValues<char> _breaks = SearchValues.Create("\r\n\u0085\u2028\u2029\0");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Spoilt_CSV_files_load_or_are_refused_in_one_line()
    {
        byte[][] originals =
        [
            Bytes("date,load,wind,weather\n", ',', row => $"{Day(row)},{1000 + row}.25,{row % 7},{(row % 3 == 0 ? "sun" : "rain")}"),
            Bytes("id;Datum;Wert;Klasse\n", ';',
                row => $"{row / 10};{new DateTime(2017, 1, 20).AddDays(row % 10):dd.MM.yyyy HH:mm};1.{row:000},5;{row / 20}"),
            Bytes("", ',', row => $"{row},{row * 2},{row * 3}"),
            Bytes("Load of the grid\nStation: Berlin, Mitte; created 2017-01-01\n\ndate,load\n", ',', row => $"{Day(row)},{row}"),
            Bytes("# a comment\n\"time\",\"a \"\"quoted\"\" name\"\n", ',', row => $"\"{1489449600 + (60 * row)}\",\"{row},5\""),
        ];
        CsvFrameOptions[] options =
        [
            default,
            new() { IdColumns = ["id"], ClassColumn = "Klasse", Sort = true },
            new() { TimeZone = "Europe/Berlin", DuplicateTimestamps = DuplicateTimestamps.Mean, MemoryBudget = 1 },
            new() { Columns = ["load"], CategoryColumns = ["weather"] },
        ];
        Check(originals, options, "csv");
    }

    [Fact]
    public void Spoilt_TSV_files_and_long_layouts_load_or_are_refused_in_one_line()
    {
        byte[][] originals =
        [
            Bytes("time\tx\ty\n", '\t', row => $"{Day(row)} {row % 24:00}:15\t{row}\t{row / 3.0}"),
            Bytes("stay\ttime\tparameter\tvalue\tage\n", '\t',
                row => $"{row / 12}\t{Day(row / 3)}T10:00:00Z\t{"hr spo2 temp".Split(' ')[row % 3]}\t{row}\t{row / 12}"),
            Bytes("stay\ttime\tparameter\tvalue\tage\n", '\t',
                row => $"s{row % 3}\t{new DateTime(2017, 1, 20).AddHours(row):MM/dd/yyyy hh:mm tt}\thr\t{row},5\t{row % 3}"),
        ];
        CsvFrameOptions pivot = new()
        {
            IdColumns = ["stay"],
            VariableColumn = "parameter",
            ValueColumn = "value",
            StaticColumns = ["age"],
            DuplicateTimestamps = DuplicateTimestamps.Last
        };
        CsvFrameOptions[] options = [
            default, pivot, pivot with { IdColumns = null, StaticColumns = null, TimeColumn = "time" },
            new() { IdColumns = ["stay"], DuplicateTimestamps = DuplicateTimestamps.First }];
        Check(originals, options, "tsv");
    }

    private static string Day(int row) => $"{new DateTime(2017, 1, 1).AddDays(row):yyyy-MM-dd}";

    private static byte[] Bytes(string header, char delimiter, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Range(0, 40).Select(i => $"{row(i)}\n")).Replace('|', delimiter));

    private void Check(byte[][] originals, CsvFrameOptions[] options, string extension)
    {
        // Each original does load under one of the options: what is refused below is refused for its mutation.
        foreach (byte[] original in originals)
        {
            Assert.Contains(options, option => Loads(Write(original, $"original.{extension}"), option));
        }

        int loaded = 0;
        Parallel.For(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            byte[] spoilt = Mutation.Of(originals[seed % originals.Length], seed);
            string path = Write(spoilt, $"spoilt-{Environment.CurrentManagedThreadId}.{extension}");
            long before = GC.GetAllocatedBytesForCurrentThread();
            CsvFrameOptions chosen = options[seed / originals.Length % options.Length];
            Interlocked.Add(ref loaded, Loads(path, chosen) ? 1 : 0);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= (2L * spoilt.Length) + SpareBytes, $"Seed {seed} of {spoilt.Length} bytes took {allocated} bytes.");
        });
        Assert.InRange(loaded, Mutations / 50, Mutations / 2);
    }

    private string Write(byte[] bytes, string name)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static bool Loads(string path, CsvFrameOptions options)
    {
        try
        {
            SeriesSet set = CsvFrameReader.ReadSet(path, options);
            foreach (SeriesItem item in set.Items)
            {
                foreach (string name in item.Frame.ColumnNames)
                {
                    Assert.Equal(item.Frame.RowCount, item.Frame.Column(name).Length);
                    Assert.False(item.Frame.Column(name).ContainsAny(double.PositiveInfinity, double.NegativeInfinity));
                }
            }

            return true;
        }
        catch (InputException exception)
        {
            Assert.False(string.IsNullOrWhiteSpace(exception.Message));
            Assert.False(exception.Message.AsSpan().ContainsAny(_breaks), $"More than one line: {exception.Message}");
            Assert.InRange(exception.Message.Length, 10, 3000);
            return false;
        }
    }
}
