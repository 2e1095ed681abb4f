using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>The examples on the real electricity consumption of Germany, test year 2017.</summary>
public sealed class EnergyTests
{
    [RealDataFact]
    public void The_plain_example_beats_the_autoregression_and_its_baselines_are_the_known_ones()
    {
        ForecastEvaluation test = TestPart("energy-plain.yaml");

        Assert.Equal(365, test.Windows);
        Assert.Equal(54.10, test.Baseline(Baselines.SeasonalNaiveName)["mae"], 0.005);
        Assert.Equal(4.042, test.Baseline(Baselines.SeasonalNaiveName)["mape"], 0.0005);

        // A least-squares autoregression over the same 33 days has a MAPE of 2.697 %.
        Assert.InRange(test.Model["mape"], 1.5, 1.9);
    }

    [RealDataFact]
    public void The_calendar_and_the_holidays_halve_the_error_and_intervals_hold_what_they_say()
    {
        ForecastEvaluation test = TestPart("energy.yaml");

        Assert.InRange(test.Model["mape"], 0.8, 1.0);
        AssertCalibrated(test);
    }

    [RealDataFact]
    public void A_week_ahead_intervals_hold_what_they_say()
    {
        ForecastEvaluation test = TestPart("energy.yaml", recipe => recipe.With(
            ForecastTask.Window, recipe.Section(ForecastTask.Window) with { Horizon = 7 }) with
        {
            Model = [recipe.Model[0], Layer.Catalogue.BlockOf(new Dense(7))],
            Train = recipe.Train with { Ensemble = 1, Epochs = 25 },
        });

        Assert.Equal(7, test.ByStep.Count);
        AssertCalibrated(test);
        Assert.All(test.IntervalsByStep, step => Assert.InRange(step[0].Coverage, 0.75, 0.85));
    }

    private static void AssertCalibrated(ForecastEvaluation test)
    {
        Assert.Equal([0.8, 0.95], test.Intervals.Select(interval => interval.Level));
        Assert.InRange(test.Intervals[0].Coverage, 0.77, 0.83);
        Assert.InRange(test.Intervals[1].Coverage, 0.93, 0.97);
        Assert.True(test.Intervals[0].Width < test.Intervals[1].Width);
    }

    private static ForecastEvaluation TestPart(string example, Func<Recipe, Recipe>? change = null)
    {
        Recipe recipe = RecipeReader.Read(Repository.PathOf("examples", example));
        recipe = change is null ? recipe : change(recipe);
        string file = RealDataFactAttribute.Energy;
        Frame frame = CsvFrameReader.Read(file, new CsvFrameOptions { TimeColumn = recipe.Data.Time, Columns = recipe.Data.Columns });
        return Forecaster.Create(recipe, 1).Fit(frame).Part("test");
    }
}
