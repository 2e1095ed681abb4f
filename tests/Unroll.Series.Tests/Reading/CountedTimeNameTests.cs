using System.Data;
using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Counts since 1970 in JSON lines and databases under the names that devices give them.</summary>
public sealed class CountedTimeNameTests : IDisposable
{
    private static readonly DateTime _first = new(2023, 11, 14, 22, 13, 20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ts", 1)]
    [InlineData("ts", 1_000)]
    [InlineData("unix_time", 1_000_000)]
    [InlineData("epoch", 1_000_000_000)]
    public void They_are_the_stamps(string name, long unit)
    {
        string[] lines = [.. Enumerable.Range(0, 3).Select(i => $$"""{"{{name}}":{{(1_700_000_000 + (60 * i)) * unit}},"x":{{i}}}""")];
        RequireMinutes(JsonLinesReader.Read(_folder.Write("rows.jsonl", string.Join('\n', lines))));

        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add(name, typeof(long));
        table.Columns.Add("x", typeof(int));
        for (int i = 0; i < 3; i++)
        {
            table.Rows.Add((1_700_000_000 + (60 * i)) * unit, i);
        }

        using DataTableReader reader = table.CreateDataReader();
        RequireMinutes(Frame.Read(reader));
    }

    [Theory]
    [InlineData("ts", 5)] // a step
    [InlineData("ts_id", 1_700_000_000)] // an identifier
    [InlineData("visits", 1_700_000_000)]
    [InlineData("boot_time", 1_700_000_000)]
    [InlineData("cpu_time_ns", 1_700_000_000)]
    [InlineData("expiry_date", 1_700_000_000)]
    [InlineData("ts", 700_000_000_000_000_000)] // of no time of ours
    public void Other_numbers_stay_values(string name, long first)
    {
        Frame frame = JsonLinesReader.Read(_folder.Write("rows.jsonl", $$"""
            {"{{name}}":{{first}},"x":1}
            {"{{name}}":{{first + 1}},"x":2}
            """));
        Assert.True(frame.Time.IsNumbered);
        Assert.Equal([name, "x"], frame.ColumnNames);
    }

    [Fact]
    public void A_date_comes_first() => Assert.Equal(
        new DateTime(2020, 1, 1),
        JsonLinesReader.Read(_folder.Write("rows.jsonl", "{\"ts\":1700000000,\"day\":\"2020-01-01\",\"x\":1}\n")).Time[0]);

    private static void RequireMinutes(Frame frame)
    {
        Assert.Equal(["x"], frame.ColumnNames);
        Assert.Equal([_first, _first.AddMinutes(1), _first.AddMinutes(2)], frame.Time.AsSpan().ToArray());
    }
}
