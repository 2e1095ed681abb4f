using System.Text.Json;
using Unroll.Workloads.Own;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Reporting;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Tests;

public sealed class ReportingTests
{
    [Fact]
    public void The_best_setting_of_each_peer_counts()
    {
        IReadOnlyList<Measurement> measurements = Samples.Run().Measurements;
        Assert.Equal("2t", Assert.Single(measurements[0].BestPeers).Setting);
        Assert.Equal(
            [(PeerSettings.PyTorch, "1t"), (PeerSettings.OnnxRuntime, "2t")],
            measurements[1].BestPeers.Select(peer => (peer.Library, peer.Setting)));
        Assert.Equal((2, 1), (measurements[1].Ours.Threads, measurements[1].OursOnOneThread.Threads));
    }

    [Fact]
    public void The_document_has_a_row_for_each_workload_mode_and_peer()
    {
        JsonElement document = JsonDocument.Parse(ResultDocument.Short(Samples.Run())).RootElement;
        Assert.Equal(["machine", "workloads"], document.EnumerateObject().Select(property => property.Name));
        JsonElement[] rows = [.. document.GetProperty("workloads").EnumerateArray()];
        Assert.All(rows, row => Assert.Equal(
            ["name", "mode", "threads", "ours_ms", "peer", "peer_ms", "ratio", "gflops", "peak_share"],
            row.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            [("train", "pytorch", 66), ("infer", "pytorch", 18), ("infer", "onnxruntime", 15.0)],
            rows.Select(
                row => (row.GetProperty("mode").GetString()!, row.GetProperty("peer").GetString()!,
                    row.GetProperty("peer_ms").GetDouble())));
        JsonElement train = rows[0];
        Assert.Equal(("charrnn", 2), (train.GetProperty("name").GetString(), train.GetProperty("threads").GetInt32()));
        Assert.Equal(30, train.GetProperty("ours_ms").GetDouble());
        Assert.Equal(2.2, train.GetProperty("ratio").GetDouble(), 4);
        Assert.Equal(11.77036 / 0.030, train.GetProperty("gflops").GetDouble(), 0.05);
        Assert.Equal(11.77036 / 0.030 / 500, train.GetProperty("peak_share").GetDouble(), 4);
        Assert.Equal(500, document.GetProperty("machine").GetProperty("peak_gflops").GetDouble());
    }

    [Fact]
    public void Without_peers_a_workload_still_has_its_row()
    {
        Run run = Samples.Run();
        run = run with
        {
            Measurements = [.. run.Measurements.Select(measurement =>
                measurement with { Entries = [.. measurement.Entries.Where(entry => entry.Library == UnrollContestant.Name)] })],
        };
        JsonElement[] rows = [.. JsonDocument.Parse(ResultDocument.Short(run)).RootElement.GetProperty("workloads").EnumerateArray()];
        Assert.Equal(["train", "infer"], rows.Select(row => row.GetProperty("mode").GetString()));
        Assert.All(rows, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("peer").ValueKind));
        Assert.Empty(Summary.Of(run.Measurements));
        Assert.Contains("charrnn", ResultFormatter.Of(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Means_over_workloads_are_geometric_and_name_the_worst()
    {
        Run run = Samples.Run();
        Measurement slow = new(Samples.Workload("energy"), RunMode.Infer,
        [
            Samples.Entry(UnrollContestant.Name, "1t", 1, 4),
            Samples.Entry(UnrollContestant.Name, "2t", 2, 2),
            Samples.Entry(PeerSettings.PyTorch, "1t", 1, 12),
            Samples.Entry(PeerSettings.OnnxRuntime, "1t", 1, 1),
        ]);
        Summary[] summaries = [.. Summary.Of([.. run.Measurements, slow])];
        Assert.Equal(
            ["training against PyTorch", "inference against PyTorch", "inference against ONNX Runtime",
                "inference against the faster of them"],
            summaries.Select(summary => summary.Against));
        Assert.Equal(2.2, summaries[0].GeometricMean, 6);
        Assert.Equal(Math.Sqrt(18.0 / 12 * 6), summaries[1].GeometricMean, 6);
        Assert.Equal(Math.Sqrt(15.0 / 12 * 0.5), summaries[3].GeometricMean, 6);
        Assert.Equal((0.5, "energy"), (summaries[3].Least, summaries[3].LeastName));
    }

    [Fact]
    public void Tables_and_usage_fit_80_columns()
    {
        Run run = Samples.Run();
        string[] names = [.. Samples.Table.Select(workload => workload.Name)];
        run = run with
        {
            Measurements = [.. run.Measurements.SelectMany(measurement => names.Select(name => measurement with
            {
                Workload = Samples.Workload(name),
                Entries = [
                    .. measurement.Entries.Select(entry => entry with { Setting = "2t,avx512", Times = TimesOf(name, measurement.Mode) })],
            }))],
        };
        Assert.All((ResultFormatter.Of(run) + BenchOptions.Usage).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    /// <summary>Times at 300 GFLOP/s, but a microsecond at least.</summary>
    private static StepTimes TimesOf(string name, RunMode mode)
    {
        double milliseconds = Math.Max(0.00093, WorkCount.Operations(Samples.Workload(name), mode) / 300e6);
        return new StepTimes(milliseconds, milliseconds * 0.98, 10);
    }

    [Fact]
    public void The_table_shows_times_ratios_and_settings()
    {
        string[] lines = ResultFormatter.Of(Samples.Run()).Split('\n');
        string[][] rows =
        [
            .. lines.Where(line => line.StartsWith("charrnn ", StringComparison.Ordinal))
                .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
        Assert.Equal(["charrnn", "11.8", "60.0", "30.0", "15.0", "2.00", "2133", "392", "78%"], rows[0]);
        Assert.Equal(["charrnn", "30.0", "PyTorch", "66.0", "33.0", "2t", "2.20x"], rows[1]);
        Assert.Equal(["charrnn", "12.0", "PyTorch", "18.0", "9.00", "1t", "1.50x"], rows[3]);
        Assert.Equal(["charrnn", "12.0", "ONNX Runtime", "15.0", "7.50", "2t", "1.25x"], rows[4]);
    }

    [Fact]
    public void Work_of_others_is_told_where_there_was_any()
    {
        Assert.Contains("Others used 12 %", ResultFormatter.Of(Samples.Run() with { OtherWork = 0.12 }), StringComparison.Ordinal);
        Assert.DoesNotContain("Others", ResultFormatter.Of(Samples.Run() with { OtherWork = 0.001 }), StringComparison.Ordinal);
        Assert.DoesNotContain("Others", ResultFormatter.Of(Samples.Run()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu  100 20 3 5000 600 7 8 9 0 0", 1.47)]
    [InlineData("cpu0 100 20 3 5000 600 7 8 9 0 0", double.NaN)]
    [InlineData("", double.NaN)]
    public void Busy_time_is_all_but_idling_and_waiting(string line, double seconds) =>
        Assert.Equal(seconds, OtherWork.BusySeconds(line), 6);

    [Fact]
    public void A_file_is_named_after_the_day_the_processor_and_what_was_asked()
    {
        Run run = Samples.Run();
        Assert.Equal("2026-03-04-some-processor-r-9000-512bit.json", ResultsFile.NameOf(run, new BenchOptions()));
        Assert.Equal("2026-03-04-some-processor-r-9000-512bit-quick.json", ResultsFile.NameOf(run, new BenchOptions { Quick = true }));
        Assert.Equal("2026-03-04-some-processor-r-9000-512bit-part.json", ResultsFile.NameOf(run, new BenchOptions { Only = ["energy"] }));
    }

    [Fact]
    public void A_file_holds_every_setting_and_leaves_nothing_aside()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-").FullName;
        try
        {
            string path = ResultsFile.Write(folder, Samples.Run(), new BenchOptions());
            JsonElement timings = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("timings");
            Assert.Equal([5, 6], timings.EnumerateArray().Select(timing => timing.GetProperty("entries").GetArrayLength()));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3, 3)]
    [InlineData(new[] { 5.0, 1, 3 }, 3, 1)]
    [InlineData(new[] { 4.0, 1, 2, 9 }, 3, 1)]
    public void Times_have_a_median_and_a_minimum(double[] milliseconds, double median, double minimum) =>
        Assert.Equal(new StepTimes(median, minimum, milliseconds.Length), StepTimes.Of(milliseconds));
}
