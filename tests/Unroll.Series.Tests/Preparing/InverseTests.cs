using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>What comes back is what went in.</summary>
public class InverseTests
{
    private const int Rows = 60;
    private const int Training = 40;

    private static readonly Dictionary<string, PreparingStep[]> _chains = new()
    {
        ["scale, standard"] = [new ScaleStep()],
        ["scale, robust, per series"] = [new ScaleStep(new() { Method = ScaleMethod.Robust, PerSeries = true })],
        ["scale, min-max"] = [new ScaleStep(new() { Method = ScaleMethod.MinMax })],
        ["detrend, mean"] = [new DetrendStep(new() { Degree = 0 })],
        ["detrend, line"] = [new DetrendStep()],
        ["detrend, parabola"] = [new DetrendStep(new() { Degree = 2 })],
        ["difference"] = [new DifferenceStep()],
        ["difference, twice"] = [new DifferenceStep(new() { Order = 2 })],
        ["difference, season"] = [new DifferenceStep(new() { Lag = 5 })],
        ["difference, season twice"] = [new DifferenceStep(new() { Lag = 3, Order = 2 })],
        ["log"] = [new LogStep()],
        ["log1p"] = [new LogStep(LogKind.Log1p)],
        ["power, Box–Cox"] = [new PowerStep()],
        ["power, Box–Cox, root"] = [new PowerStep(new() { Lambda = 0.5 })],
        ["power, Box–Cox, logarithm"] = [new PowerStep(new() { Lambda = 0 })],
        ["power, Box–Cox, below 0"] = [new PowerStep(new() { Lambda = -1, PerSeries = true })],
        ["power, Yeo–Johnson"] = [new PowerStep(new() { Method = PowerMethod.YeoJohnson })],
        ["log, difference, scale"] = [new LogStep(), new DifferenceStep(), new ScaleStep()],
        ["power, both differences, scale"] =
            [new PowerStep(), new DifferenceStep(), new DifferenceStep(new() { Lag = 4 }),
                new ScaleStep(new() { Method = ScaleMethod.Robust })],
        ["detrend, scale, lag, rolling"] =
            [new DetrendStep(), new ScaleStep(), new LagStep(), new RollingStep(new() { Rows = 3, Columns = ["whole"] })],
        ["scale, power, detrend"] =
            [new ScaleStep(), new PowerStep(new() { Method = PowerMethod.YeoJohnson }), new DetrendStep(new() { Degree = 2 })],
    };

    private static readonly PreparationOptions _options = new() { Columns = ["gappy", "whole"], Targets = ["gappy", "whole"] };

    public static TheoryData<string> Chains => [.. _chains.Keys];

    [Theory]
    [MemberData(nameof(Chains))]
    public void Inverse_takes_back_what_transform_did(string name) => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        SeriesSet set = SeriesSamples.Random(seed, Rows, isRegular: seed % 2 == 0, missing: 0);
        Preparation preparation =
            Preparation.Reshape(_chains[name], set,
                _options).Fit([.. set.Items.Select(_ => (IReadOnlyList<RowRange>)[new RowRange(0, Training)])]);
        PreparedSet prepared = preparation.Transform(set);
        return prepared.Items.All(item => new[] { 10, Training, Rows - 1 }.All(first => _options.Targets.All(column =>
        {
            // The rows from the first on come back, given those before it.
            double[] values = item.Frame.Column(column)[first..].ToArray();
            preparation.Inverse(item, column, first, values);
            return SeriesSamples.AreSame(item.Raw.Column(column)[first..], values, 1e-9);
        })));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Steps_that_fill_or_clip_leave_what_comes_back_as_it_is()
    {
        SeriesSet set = SeriesSamples.Random(3, Rows);
        PreparingStep[] steps = [new ImputeStep(), new ClipStep(), new LagStep(), new RollingStep(new() { Rows = 3 })];
        foreach (PreparingStep step in steps)
        {
            double[] values = [1, 2, 3];
            step.Fit(set).Inverse("s1", "whole", set[0].Frame.Time, set[0].Frame.Column("whole")[..20], values);
            Assert.Equal([1, 2, 3], values);
        }
    }

    [Fact]
    public void Columns_that_a_step_leaves_alone_come_back_as_they_are()
    {
        SeriesSet set = SeriesSamples.Random(3, Rows);
        PreparingStep[] steps =
        [
            new ScaleStep(new() { Columns = ["whole"] }), new DetrendStep(new() { Columns = ["whole"] }),
                new DifferenceStep(new() { Columns = ["whole"] }),
            new LogStep(LogKind.Log, ["whole"]), new PowerStep(new() { Columns = ["whole"] }),
        ];
        foreach (PreparingStep step in steps)
        {
            double[] values = [1, 2, 3];
            step.Fit(set).Inverse("s1", "gappy", set[0].Frame.Time, [], values);
            Assert.Equal([1, 2, 3], values);
        }
    }

    [Fact]
    public void Differences_add_up_to_forecasts()
    {
        // Known 10, 12; differences of 1, 2, −3 follow.
        FittedStep difference = new DifferenceStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        double[] values = [1, 2, -3];
        difference.Inverse("1", "x", SeriesSamples.Hours(5), [10, 12], values);
        Assert.Equal([13, 15, 12], values);

        // Of the second order, x_t = d_t + 2 x_(t−1) − x_(t−2): 2·12 − 10 + 1 = 15, 2·15 − 12 + 0 = 18.
        FittedStep second = new DifferenceStep(new() { Order = 2 }).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        values = [1, 0];
        second.Inverse("1", "x", SeriesSamples.Hours(4), [10, 12], values);
        Assert.Equal([15, 18], values);
        Assert.Equal([double.NaN, double.NaN, 1, -2], second.Transform(SeriesSamples.Hourly("x", 1, 3, 6, 7), "1").Column("x").ToArray());
    }

    [Fact]
    public void Differences_need_the_values_that_they_are_added_to()
    {
        FittedStep difference = new DifferenceStep(new() { Lag = 2 }).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        TimeIndex time = SeriesSamples.Hours(9);
        Refusal.Of("adds differences of column 'x' to the 2 rows before them, but series 'a' has 1 row before", () => Invert(time, [1]));
        Refusal.Of("the one at 2023-12-28 07:00 of series 'a' is missing", () => Invert(time, [1, double.NaN, 3]));

        object? Invert(TimeIndex stamps, double[] before)
        {
            difference.Inverse("a", "x", stamps, before, new double[3]);
            return null;
        }
    }
}
