using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Series without stamps: no interval tells their season, and a forecast is of a row.</summary>
public sealed class NumberedRowsTests
{
    private const int Rows = 240;

    [Fact]
    public void A_season_is_found_as_inspect_finds_it()
    {
        Frame frame = Numbered(Wave());
        SeriesSet set = SeriesSet.Of(frame);
        Recipe proposed = RecipeProposal.For(new ProposalSource("wave.csv", new DataRecipe(), set, SeriesProfile.Of(set)), "load")
            .ToRecipe();
        Forecaster forecaster = Quick();

        TrainingRun run = forecaster.Fit(frame);

        Assert.Equal(12, proposed.Section(ForecastTask.Season));
        Assert.Equal(12, forecaster.Learned.SeasonalPeriod);
        Assert.Contains(run.Warnings, warning => warning.Contains("12 rows was found in the training part", StringComparison.Ordinal));
        Assert.True(run.Test.Baseline("seasonal-naive")["mae"] < 0.5 * run.Test.Baseline("naive")["mae"]);
    }

    [Fact]
    public void A_season_is_looked_for_in_the_training_part_alone()
    {
        RandomStream random = new(5);
        double[] wave = Wave();
        double[] late = [.. wave.Select((value, row) => row < 0.7 * Rows ? random.NextNormal() : 10 * value)];
        Forecaster forecaster = Quick();

        TrainingRun run = forecaster.Fit(Numbered(late));

        Assert.Equal(1, forecaster.Learned.SeasonalPeriod);
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("was found", StringComparison.Ordinal));
    }

    [Fact]
    public void A_season_that_is_given_or_customary_is_not_looked_for()
    {
        Forecaster given = Quick().With(recipe => recipe.With(ForecastTask.Season, 5)), dated = Quick();
        given.Fit(Numbered(Wave()));
        dated.Fit(new Frame(
            new TimeIndex([.. Enumerable.Range(0, Rows).Select(day => new DateTime(2024, 1, 1).AddDays(day))]), ["load"], [Wave()]));

        Assert.Equal(5, given.Learned.SeasonalPeriod);
        Assert.Equal(7, dated.Learned.SeasonalPeriod);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(12, false)]
    public void A_season_that_the_training_part_does_not_have_once_is_told(int season, bool isTold) => Assert.Equal(
        isTold,
        Quick().With(recipe => recipe.With(ForecastTask.Season, season)).Plan(SeriesSet.Of(Numbered(Wave()))).Warnings
            .Any(warning => warning.StartsWith($"The season of {season} rows (season) takes more", StringComparison.Ordinal)));

    [Fact]
    public void A_series_that_repeats_itself_exactly_has_no_MASE()
    {
        Frame frame = Numbered([.. Enumerable.Range(0, Rows).Select(row => Math.Sin(2 * Math.PI * row / 12))]);

        TrainingRun run = Quick().Fit(frame);

        Assert.True(double.IsNaN(run.Test.Model["mase"]));
        Assert.True(double.IsNaN(run.Test.Model["rmsse"]));
        Assert.True(double.IsFinite(run.Test.Model["mae"]));
    }

    [Fact]
    public void A_point_of_numbered_rows_knows_its_row()
    {
        Frame frame = Numbered(Wave());
        Forecaster forecaster = Quick();
        forecaster.Fit(frame);

        IReadOnlyList<ForecastPoint> points = forecaster.Forecast(frame, 3);

        Assert.Equal([Rows, Rows + 1, Rows + 2], points.Select(point => point.Row!.Value));
        Assert.StartsWith($"row {Rows} ", points[0].ToString(), StringComparison.Ordinal);
        Assert.Null(new ForecastPoint(new DateTime(2024, 1, 1), 1).Row);
        Assert.StartsWith("2024-01-01 ", new ForecastPoint(new DateTime(2024, 1, 1), 1).ToString(), StringComparison.Ordinal);
    }

    private static Forecaster Quick() => Forecaster.For("load").Past(14).Train(train => train with { Epochs = 1 });

    private static Frame Numbered(double[] load) => new(TimeIndex.Numbered(load.Length), ["load"], [load]);

    private static double[] Wave()
    {
        RandomStream random = new(3);
        return [.. Enumerable.Range(0, Rows).Select(row => Math.Sin(2 * Math.PI * row / 12) + (0.1 * random.NextNormal()))];
    }
}
