using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ScaleStepTests
{
    private static SeriesSet Two { get; } =
        new([new("a", SeriesSamples.Hourly("x", 1, 2, 3)), new("b", SeriesSamples.Hourly("x", 11, 12, 13))]);

    [Fact]
    public void All_series_together_keep_their_levels_apart()
    {
        FittedStep fitted = new ScaleStep(new() { Method = ScaleMethod.MinMax }).Fit(Two);
        Assert.Equal([0, 1 / 12.0, 2 / 12.0], fitted.Transform(Two[0].Frame, "a").Column("x").ToArray());

        // A series that was not trained with is scaled as the others.
        Assert.Equal([10 / 12.0, 11 / 12.0, 1], fitted.Transform(Two[1].Frame, "new").Column("x").ToArray());
    }

    [Fact]
    public void Each_series_by_itself_refuses_one_that_it_does_not_know()
    {
        FittedStep fitted = new ScaleStep(new() { Method = ScaleMethod.MinMax, PerSeries = true }).Fit(Two);
        Assert.Equal([0, 0.5, 1], fitted.Transform(Two[0].Frame, "a").Column("x").ToArray());
        Assert.Equal([0, 0.5, 1], fitted.Transform(Two[1].Frame, "b").Column("x").ToArray());
        double[] scaled = [0, 1];
        fitted.Inverse("b", "x", SeriesSamples.Hours(2), [], scaled);
        Assert.Equal([11, 13], scaled);
        string message = Assert.Throws<InputException>(() => fitted.Transform(Two[0].Frame, "c")).Message;
        Assert.Contains("'c' was not among them", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Robust_scaling_goes_by_the_middle_half()
    {
        // Quartiles of 1 … 4 and 1000 are 2 and 4, the median is 3.
        Frame frame = SeriesSamples.Hourly("x", 1, 2, 3, 4, 1000);
        FittedStep fitted = new ScaleStep(new() { Method = ScaleMethod.Robust }).Fit(SeriesSet.Of(frame));
        Assert.Equal([-1, -0.5, 0, 0.5, 498.5], fitted.Transform(frame, "1").Column("x").ToArray());
    }

    [Fact]
    public void A_column_without_values_is_refused_but_a_series_without_is_scaled_as_the_others()
    {
        Frame empty = SeriesSamples.Hourly("x", double.NaN, double.NaN, double.NaN);
        string message = Assert.Throws<InputException>(() => new ScaleStep().Fit(SeriesSet.Of(empty))).Message;
        Assert.Contains("'x'", message, StringComparison.Ordinal);
        SeriesSet set = new([.. Two.Items, new("c", empty)]);
        FittedStep fitted = new ScaleStep(new() { Method = ScaleMethod.MinMax, PerSeries = true }).Fit(set);
        Assert.Equal([0, 0.5, 1], fitted.Transform(SeriesSamples.Hourly("x", 1, 7, 13), "c").Column("x").ToArray());
    }

    [Fact]
    public void Nothing_is_learned_from_infinite_values()
    {
        SeriesSet set = SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2, double.PositiveInfinity, 4));
        PreparingStep[] steps =
        [
            new ScaleStep(), new ScaleStep(new() { PerSeries = true, Method = ScaleMethod.Robust }), new ImputeStep(),
                new ClipStep(new() { Method = ClipMethod.Sigma }),
            new DetrendStep(), new PowerStep(),
        ];
        Assert.All(steps, step => Refusal.Of("'x' of series '1' is Infinity at 2023-12-28 08:00", () => step.Fit(set)));
    }

    [Fact]
    public void Columns_that_are_not_named_stay_as_they_are()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 3).With("y", [5, 6]).With("kind", [0, 1]).WithCategories("kind", ["a", "b"]);
        Frame scaled = new ScaleStep(new() { Columns = ["x"] }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([-1, 1], scaled.Column("x").ToArray());
        Assert.Equal([5, 6], scaled.Column("y").ToArray());
        scaled = new ScaleStep().Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([-1, 1], scaled.Column("y").ToArray());
        Assert.Equal([0, 1], scaled.Column("kind").ToArray());
        Assert.Equal(["a", "b"], scaled.Categories("kind"));
    }

    [Fact]
    public void What_was_saved_by_another_program_is_refused()
    {
        Assert.Contains("'fold'", Assert.Throws<InputException>(() => FittedStep.Restore(new() { ["step"] = "fold" })).Message,
            StringComparison.Ordinal);
        Assert.Contains("'step'", Assert.Throws<InputException>(() => FittedStep.Restore([])).Message, StringComparison.Ordinal);
        Assert.Contains("'settings'", Assert.Throws<InputException>(() => FittedStep.Restore(new() { ["step"] = "scale" })).Message,
            StringComparison.Ordinal);

        JsonObject saved = new ScaleStep().Fit(Two).ToJson();
        foreach ((string key, JsonNode damaged) in new (string, JsonNode)[]
            { ("columns", 3), ("learned", 3), ("learned", new JsonObject { ["all"] = new JsonArray(new JsonArray(1.0)) }) })
        {
            JsonObject other = saved.DeepClone().AsObject();
            other[key] = damaged;
            Refusal.Of("damaged", () => FittedStep.Restore(other));
        }
    }
}
