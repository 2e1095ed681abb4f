using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

/// <summary>Exponential smoothing and Theta beside statsforecast's.</summary>
public class EtsAndThetaGoldenTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [RealDataTheory]
    [InlineData("automatic-airline-log")]
    [InlineData("automatic-airline")]
    [InlineData("automatic-energy")]
    [InlineData("automatic-lynx")]
    [InlineData("automatic-nile")]
    public void The_form_chosen_has_no_higher_criterion(string name)
    {
        (double[] values, int season) = ArimaGoldenTests.Series(name);
        EtsFit fit = Assert.IsType<EtsFit>(new AutoEts().Fit(new ObservedSeries(values, season)));
        double expected = AnalysisCase.Named(name).ValueFields("autoEts", "aicc")[0];

        output.WriteLine($"{name}: {fit.Description} {fit.Aicc}, statsforecast {expected}");
        Assert.True(fit.Aicc <= expected + 1e-2, $"{fit.Description} has {fit.Aicc}, statsforecast {expected}.");
    }

    [RealDataTheory]
    [InlineData("automatic-airline-log", 0.01)]
    [InlineData("automatic-airline", 0.03)]
    [InlineData("automatic-energy", 0.01)]
    [InlineData("automatic-lynx", 0.03)]
    [InlineData("automatic-nile", 0.03)]
    public void Theta_forecasts_agree(string name, double tolerance)
    {
        (double[] values, int season) = ArimaGoldenTests.Series(name);
        ForecastFit fit = new Theta().Fit(new ObservedSeries(values, season));
        double[] forecast = fit.Forecast(12).Mean;

        Assert.All(
            AnalysisCase.Named(name).ValueFields("autoTheta", "forecast").Zip(forecast),
            pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance * pair.First, $"{fit.Description}: {pair}"));
    }

    [RealDataFact]
    public void The_level_of_the_Nile_is_smoothed_as_elsewhere()
    {
        Ets model = new(new EtsForm(EtsError.Multiplicative, EtsTrend.None, EtsSeason.None));
        ForecastFit fit = model.Fit(new ObservedSeries(ClassicSeries.Nile));

        Assert.Equal(1458.552, fit.Aicc!.Value, 0.05);
        Assert.Equal(839.15, fit.Forecast(1).Mean[0], 3.0);
    }
}
