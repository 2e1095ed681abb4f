using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Unroll.Workloads.Growth;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Tests;

public sealed class GrowthTests
{
    [Fact]
    public void Axes_grow_one_size_from_end_to_end()
    {
        Assert.Equal(["timesteps", "batch", "units"], GrowthAxes.All.Select(axis => axis.Name));
        Assert.Equal([(64, 8192), (1, 1024), (8, 1024)], GrowthAxes.All.Select(axis => (axis.Values[0], axis.Values[^1])));
        foreach (GrowthAxis axis in GrowthAxes.All)
        {
            Workload first = axis.At(axis.Values[0]), last = axis.At(axis.Values[^1]);
            Assert.Equal(axis.Name == "timesteps", first.Timesteps != last.Timesteps);
            Assert.Equal(axis.Name == "batch", first.Batch != last.Batch);
            Assert.Equal(axis.Name == "units", first.Units != last.Units);
            Assert.DoesNotContain(axis.Label.Split(' ')[^1], axis.Fixed.Split(", ").Select(words => words.Split(' ')[^1]));
        }
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public void Operations_are_those_of_the_products(bool checkpointing, int passes)
    {
        // One row, one timestep, 3 features, 5 units: the input's product has no gradient of the input.
        Workload workload = new("", LayerKind.Lstm, 1, 1, 3, 5, 1, GradientCheckpointing: checkpointing);
        Assert.Equal(2 * ((passes * 5 * 20) + ((passes - 1) * 3 * 20) + (passes * 5)), GrowthTheory.Operations(workload));
    }

    [Fact]
    public void Bytes_are_those_of_states_and_weights()
    {
        // 8 rows are one shard; 100 timesteps of 3 features; 5 units: 4 gates, cell, hidden state. Weights: 4·5·(3 + 5 + 1), 5 and 1, 5
        // times.
        Workload workload = new("", LayerKind.Lstm, 8, 100, 3, 5, 1);
        Assert.Equal(4 * ((8 * 100 * (3 + 30)) + (5 * 186)), GrowthTheory.Bytes(workload));
        Assert.Equal(4 * ((8 * ((100 * 3) + (10 * 40))) + (5 * 186)), GrowthTheory.Bytes(workload with { GradientCheckpointing = true }));
    }

    [Fact]
    public void A_run_is_told_as_text_document_and_charts()
    {
        GrowthRun run = Run();
        string text = GrowthFormatter.Of(run);
        Assert.Contains(
            "timesteps: gradient checkpointing (batch of 32, 64 hidden units, 8 features, 2 threads)", text, StringComparison.Ordinal);
        Assert.Contains("Others used 1", text, StringComparison.Ordinal);

        JsonNode document = JsonNode.Parse(GrowthDocument.Of(run))!;
        Assert.Equal("Some Processor", (string)document["machine"]!["processor"]!);
        JsonNode series = document["axes"]![0]!["series"]![1]!;
        Assert.True((bool)series["gradient_checkpointing"]!);
        Assert.Equal([64, 128, 256, 512, 1024, 2048, 4096, 8192], series["points"]!.AsArray().Select(point => (int)point!["value"]!));
        Assert.Equal(64_000, (long)series["points"]![0]!["bytes"]!);

        foreach (GrowthAxis axis in GrowthAxes.All)
        {
            XElement svg = XElement.Parse(GrowthChart.Of(run, axis));
            Assert.Equal(2 * axis.Series.Count * axis.Values.Count, svg.Elements().Count(element => element.Name.LocalName == "circle"));
            (double width, double height) = (Number(svg, "width"), Number(svg, "height"));
            foreach (XElement circle in svg.Elements().Where(element => element.Name.LocalName == "circle"))
            {
                Assert.InRange(Number(circle, "cx"), 0, width);
                Assert.InRange(Number(circle, "cy"), 0, height);
            }
        }
    }

    [Fact]
    public void The_power_of_growth_is_that_between_two_points()
    {
        GrowthRun run = Run();
        IReadOnlyList<GrowthPoint> points = run.Of(GrowthAxes.All[0], GrowthAxes.All[0].Series[0]);
        Assert.Equal(1, GrowthRun.Exponent(points[0], points[^1], point => point.Bytes), 6);
        Assert.Equal(2, GrowthRun.Exponent(points[1], points[3], point => point.Times.MedianMs), 6);
    }

    [Fact]
    public void Equal_factors_are_equal_lengths()
    {
        LogScale scale = LogScale.Around([0.3, 4000], 500, 100);
        Assert.Equal((0.2, 5000), (Math.Round(scale.Least, 9), Math.Round(scale.Most, 9)));
        Assert.Equal([1, 10, 100, 1000], scale.Decades.Select(decade => Math.Round(decade, 9)));
        Assert.Equal((500, 100), (Math.Round(scale.At(0.2), 6), Math.Round(scale.At(5000), 6)));
        Assert.Equal(scale.At(10) - scale.At(1), scale.At(1000) - scale.At(100), 6);
    }

    [Theory]
    [InlineData("--quick")]
    [InlineData("--only=energy")]
    public void Growth_has_networks_and_a_pace_of_its_own(string word) =>
        Assert.Throws<InputException>(() => BenchOptions.Parse(["--growth", word]));

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Time grows with the square of every size, memory with the size.</summary>
    private static GrowthRun Run() => new(
        new Machine("Some Processor", 2, 512, "a system", "a runtime"),
        new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        2,
        0.01,
        [
            .. GrowthAxes.All.SelectMany(axis => axis.Series.SelectMany(series => axis.Values.Select(value =>
                new GrowthPoint(axis, series, value, new StepTimes(1e-3 * value * value, 1e-4 * value * value, 5), 1000L * value)))),
        ]);
}
