using System.Globalization;
using Unroll.Cli.Running;
using Unroll.Series.Reading;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Tests;

public sealed class AnomalyStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_scored_row_by_row_to_a_file_or_to_standard_output()
    {
        string file = Write(Rows(), "time,load"), place = Path.Combine(_folder.Path, "scores", "load.csv");
        CliRun written = CliRun.Of(["anomalies", file, "--stream", "--out", place]), shown = CliRun.Of(["anomalies", file, "--stream"]);

        Assert.True(written.ExitCode == 0, written.Error);
        Assert.Contains("600 rows", written.Output);
        string[] lines = File.ReadAllLines(place);
        Assert.Equal(File.ReadAllText(place), shown.Output);
        Assert.Equal("timestamp,value,score,anomaly", lines[0]);
        Assert.Equal(601, lines.Length);
        Assert.Equal("2024-03-02 01:00,,0,0", lines[1 + 300]);
        Assert.StartsWith("2024-03-02 10:20,50,", lines[1 + 412]);
        Assert.EndsWith(",1", lines[1 + 412]);
        double[] scores = [.. lines[1..].Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];
        Assert.Equal(412, Array.IndexOf(scores, scores.Max()));
    }

    [Theory]
    [InlineData("sensor,time,value\na,2024-01-01,1\nb,2024-01-01,2\n", "line 3", "sensor is 'b' after 'a'", "--id sensor")]
    [InlineData("time,value,sensor\n2024-01-01,1,a\n2024-01-02,1,a\n2024-01-01,2,b\n", "line 4", "sensor is 'b'", "--id sensor")]
    [InlineData("store_id,date,value\n1,2024-01-01,1\n2,2024-01-01,2\n", "line 3", "store_id is '2'", "--id store_id")]
    [InlineData(
        "shop,date,v\n1,2024-01-01,1\n1,2024-01-02,1\n1,2024-01-03,1\n2,2024-01-01,2\n", "line 5", "shop is '2' after '1'", "--id shop")]
    public void Several_series_are_not_scored_as_if_they_were_one(string text, params string[] parts)
    {
        using StringWriter output = new();
        using StringReader input = new(text);
        string message = Assert.Throws<InputException>(
            () => AnomalyStream.Run(new CsvPointReader(input, "pipe", ValueOf(text)), output)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("time,value,state\n2024-01-01,1,on\n2024-01-02,1,off\n2024-01-02,2,on\n2024-01-01,2,off\n")]
    [InlineData("sensor,time,value\na,2024-01-01,1\na,2024-01-01,2\na,2024-01-01,2\na,2023-01-01,2\n")]
    [InlineData("time,value,other\n2024-01-01,1,5\n2024-01-01,1,6\n2024-01-01,2,7\n2024-01-01,2,5\n")]
    [InlineData("sensor,value\na,1\na,1\nb,2\nb,2\n")]
    [InlineData(
        "time,value,rain\n2024-01-01 00:00,1,0\n2024-01-01 00:00,1,0\n2024-01-01 00:01,1,0\n2024-01-01 00:01,1,0.2\n")]
    [InlineData(
        "time,value,zone\n2024-10-27 00:30,1,CEST\n2024-10-27 02:00,1,CEST\n2024-10-27 02:30,1,CEST\n2024-10-27 02:00,2,CET\n")]
    [InlineData("time,value,status\n2024-01-01,1,ok\n2024-01-02,1,ok\n2024-01-03,1,ok\n2024-01-03,1,error\n")]
    [InlineData("sensor,time,value\na,2024-01-01,1\n,2024-01-01,2\na,2024-01-01,2\na,2024-01-02,2\n")]
    public void A_series_with_times_out_of_order_is_still_one(string text)
    {
        using StringWriter output = new();
        using StringReader input = new(text);
        Assert.Equal(4, AnomalyStream.Run(new CsvPointReader(input, "pipe", ValueOf(text)), output).Rows);
    }

    [Fact]
    public void A_place_without_room_is_no_wrong_input()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        string file = Write(Rows(), "time,load");
        foreach (string[] command in (string[][])[["anomalies", file, "--stream"], ["anomalies", file]])
        {
            CliRun run = CliRun.Of([.. command, "--out", "/dev/full"]);
            Assert.True(run.ExitCode == 1, $"{run.ExitCode}: {run.Error}");
            Assert.Contains("/dev/full", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_has_arrived_is_written_before_more_is_waited_for()
    {
        using StringWriter output = new();
        using WaitingStream input = new(["time,value\n2024-01-01,1\n", "2024-01-02,2\n2024-01-03,", "3\n"], output);
        using StreamReader reader = new(new FlushingStream(input, output));

        AnomalyStreamResult result = AnomalyStream.Run(new CsvPointReader(reader, "pipe"), output);

        Assert.Equal(3, result.Rows);
        Assert.Equal(["", "2024-01-01,1,0,0", "2024-01-02,2,0,0", "2024-01-03,3,0,0"], input.LastLines);
    }

    [Theory]
    [InlineData("time;value\n2020-01-01;1.234\n2020-01-02;0,5\n", "'0,5' in column value has a decimal comma, but '1.234' before it")]
    [InlineData("time;value\n2020-01-01;7\n2020-01-02;0,5\n2020-01-03;0.5\n", "'0.5' in column value has a decimal point, but '0,5'")]
    public void A_decimal_separator_that_changes_is_refused(string text, string expected)
    {
        using StringWriter output = new();
        using StringReader input = new(text);

        InputException error = Assert.Throws<InputException>(() => AnomalyStream.Run(new CsvPointReader(input, "pipe"), output));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;b\n1,5;x\n", "0,1.5,0,0")]
    [InlineData("3\n4\n", "0,3,0,0")]
    [InlineData("\"time, local\";v\n\"2024-01-01 10:00\";7\n", "2024-01-01 10:00,7,0,0")]
    [InlineData("date,v\n\"Jan 5, 2024\",7\n", "\"Jan 5, 2024\",7,0,0")]
    [InlineData("date,v\n03/04/2024,7\n04/13/2024,8\n", "03/04/2024,7,0,0")]
    [InlineData("timestamp,v\n1700000000,NA\n", "1700000000,,0,0")]
    public void Delimiters_decimals_quotes_and_headers_follow_from_the_first_rows(string text, string first)
    {
        using StringWriter output = new();
        using StringReader input = new(text);
        AnomalyStream.Run(new CsvPointReader(input, "pipe"), output);

        Assert.Equal(first, output.ToString().Split('\n')[1]);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused_with_its_line()
    {
        string several = Write(["1,2,3"], "time,a,b"), text = Write(["2024-01-01,1", "2024-01-02,high"], "time,load");
        string infinite = Write(["2024-01-01,1", "2024-01-02,1e999"], "time,load"), empty = Write([], "");

        CliRun.Of(["anomalies", several, "--stream", "--time", "time"]).AssertRefused("--column", "a, b");
        CliRun.Of(["anomalies", several, "--stream", "--column", "c"]).AssertRefused("'c'", "time, a, b");
        CliRun.Of(["anomalies", several, "--stream", "--method", "hampel"]).AssertRefused("--method", "--stream");
        CliRun.Of(["anomalies", several, "--stream", "--out", several]).AssertRefused("--out");
        CliRun.Of(["anomalies", empty, "--stream"]).AssertRefused("empty");
        CliRun.Of(["anomalies", Path.Combine(_folder.Path, "none.csv"), "--stream"]).AssertRefused("cannot be read");
        Assert.Contains("line 3", Error(text));
        Assert.Contains("line 3", Error(infinite));
    }

    private static string Error(string file)
    {
        CliRun run = CliRun.Of(["anomalies", file, "--stream"]);
        Assert.Equal(2, run.ExitCode);
        run.AssertNoStackTrace();
        return run.Error;
    }

    private static IEnumerable<string> Rows()
    {
        Random random = new(1);
        return Enumerable.Range(0, 600).Select(row =>
        {
            double noise = 10 + random.NextDouble() + random.NextDouble();
            string value = row == 300 ? "" : row == 412 ? "50" : noise.ToString("F3", CultureInfo.InvariantCulture);
            return FormattableString.Invariant($"{new DateTime(2024, 3, 1).AddMinutes(5 * row):yyyy-MM-dd HH:mm},{value}");
        });
    }

    private static string ValueOf(string text) => text.Split('\n')[0].Split(',').Single(name => name is "value" or "v");

    private string Write(IEnumerable<string> rows, string header)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.csv");
        File.WriteAllLines(path, rows.Prepend(header));
        return path;
    }

    /// <summary>A pipe that gives its bytes piece by piece, and notes what had been written when it was asked for more.</summary>
    private sealed class WaitingStream(string[] pieces, StringWriter output) : MemoryStream
    {
        private int _next;

        public List<string> LastLines { get; } = [];

        public override int Read(Span<byte> buffer)
        {
            string[] written = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string last = written.Length == 0 ? "" : written[^1];
            if (LastLines.Count == 0 || LastLines[^1] != last)
            {
                LastLines.Add(last);
            }

            return _next < pieces.Length ? System.Text.Encoding.UTF8.GetBytes(pieces[_next++], buffer) : 0;
        }
    }
}
