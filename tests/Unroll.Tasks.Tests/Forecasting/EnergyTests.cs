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
    public void The_calendar_and_the_holidays_halve_the_error() => Assert.InRange(TestPart("energy.yaml").Model["mape"], 0.8, 1.0);

    private static ForecastEvaluation TestPart(string example)
    {
        Recipe recipe = RecipeReader.Read(Repository.PathOf("examples", example));
        string file = RealDataFactAttribute.Energy;
        Frame frame = CsvFrameReader.Read(file, new CsvFrameOptions { TimeColumn = recipe.Data.Time, Columns = recipe.Data.Columns });
        return Forecaster.Create(recipe, 1).Fit(frame).Part("test");
    }
}
