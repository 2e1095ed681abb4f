using Unroll.Analysis.Models;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.Models;

/// <summary>ARIMA at given orders beside statsmodels' (a higher likelihood is right, too, since each comes from an optimiser).</summary>
public class ArimaGoldenTests
{
    [RealDataTheory]
    [InlineData("arima-airline-log-011-011", 0, 1, 1, 0, 1, 1, 12)]
    [InlineData("arima-lynx-log10-200", 2, 0, 0, 0, 0, 0, 1)]
    [InlineData("arima-lynx-log10-202", 2, 0, 2, 0, 0, 0, 1)]
    public void Given_orders_agree(string name, int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int season)
    {
        AnalysisCase golden = AnalysisCase.Named(name);
        bool isLynx = name.Contains("lynx", StringComparison.Ordinal);
        double[] values = isLynx ? [.. ClassicSeries.Lynx.Select(Math.Log10)]
            : ClassicSeries.Logarithm(ClassicSeries.Airline);
        ArimaFit fit = new Arima(new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ), isLynx)
            .FitArima(new ObservedSeries(values, season));

        Assert.Equal(golden.Value("logLikelihood"), fit.LogLikelihood, 2e-3);
        Assert.Equal(golden.Value("aic"), fit.Aic, 5e-3);
        double[] expected = golden.ValueFields("parameters");
        double[] actual = [.. fit.Parameters.Select(parameter => parameter.Estimate)];
        if (isLynx)
        {
            // statsmodels' intercept is the mean times 1 − Σφ, and stands first.
            double mean = actual[^2], rest = 1 - actual.Take(p).Sum();
            actual = [mean * rest, .. actual[..^2], actual[^1]];
        }

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * Math.Max(1, Math.Abs(pair.First))));
        ForecastResult forecast = fit.Forecast(12);
        Assert.All(
            golden.Values("forecast").Zip(forecast.Mean),
            pair => Assert.Equal(pair.First, pair.Second, 1e-3 * Math.Abs(pair.First)));
        Assert.All(
            golden.Values("forecastStandardError").Zip(forecast.StandardError),
            pair => Assert.Equal(pair.First, pair.Second, 2e-3 * pair.First));
    }

    /// <summary>What R's arima prints for the Nile, whose differences have an exact likelihood as here.</summary>
    [RealDataFact]
    public void A_model_of_differences_is_that_of_R()
    {
        ArimaFit fit = new Arima(new ArimaOrder(1, 1, 1)).FitArima(new ObservedSeries(ClassicSeries.Nile));

        Assert.Equal(-630.63, fit.LogLikelihood, 0.005);
        Assert.Equal(1267.25, fit.Aic, 0.01);
        Assert.Equal(0.2544, fit.Parameters[0].Estimate, 2e-4);
        Assert.Equal(0.1194, fit.Parameters[0].StandardError!.Value, 1e-3);
        Assert.Equal(-0.8741, fit.Parameters[1].Estimate, 2e-4);
        Assert.Equal(0.0605, fit.Parameters[1].StandardError!.Value, 1e-3);
        Assert.Equal(19769, fit.Parameters[2].Estimate, 5.0);
    }

    /// <summary>
    /// By statsmodels' definition, a start of the differences with a variance of 1e6, the likelihood at its estimates is its own.
    /// </summary>
    [RealDataTheory]
    [InlineData("arima-nile-111", 1, 1, 1, 0, 0, 0, 1)]
    [InlineData("arima-energy-101-011-7", 1, 0, 1, 0, 1, 1, 7)]
    [InlineData("arima-airline-log-011-011", 0, 1, 1, 0, 1, 1, 12)]
    public void An_approximate_start_gives_the_likelihood_of_statsmodels(
        string name, int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int season)
    {
        AnalysisCase golden = AnalysisCase.Named(name);
        double[] parameters = golden.ValueFields("parameters");
        ArimaOrder order = new(p, d, q, seasonalP, seasonalD, seasonalQ);
        ArmaPolynomials polynomials = new(order, season);
        polynomials.Set(parameters.AsSpan(0, order.CoefficientCount));
        double[] weights = Differencing.Weights(order, season);
        StateSpaceModel model = GappedArma.Model(polynomials, weights, parameters[^1], DiffuseStart.Approximate);
        double[] values = name.Contains("nile", StringComparison.Ordinal) ? ClassicSeries.Nile
            : name.Contains("energy", StringComparison.Ordinal) ? ClassicSeries.Energy[^700..]
            : ClassicSeries.Logarithm(ClassicSeries.Airline);

        Assert.Equal(golden.Value("logLikelihood"), KalmanFilter.LogLikelihood(model, values), 1e-3);
    }

    /// <summary>statsmodels starts its differences with a variance of 1e6, which is little for values of 1,400 GWh.</summary>
    [RealDataFact]
    public void A_model_of_daily_electricity_has_a_likelihood_as_high()
    {
        AnalysisCase golden = AnalysisCase.Named("arima-energy-101-011-7");
        ArimaFit fit = new Arima(new ArimaOrder(1, 0, 1, 0, 1, 1)).FitArima(new ObservedSeries(ClassicSeries.Energy[^700..], 7));

        Assert.True(fit.LogLikelihood > golden.Value("logLikelihood") - 1e-2, $"{fit.LogLikelihood}");
        Assert.All(
            golden.Values("forecast").Zip(fit.Forecast(12).Mean),
            pair => Assert.Equal(pair.First, pair.Second, 0.01 * Math.Abs(pair.First)));
    }

    [RealDataTheory]
    [InlineData("automatic-airline-log")]
    [InlineData("automatic-airline")]
    [InlineData("automatic-energy")]
    [InlineData("automatic-lynx")]
    [InlineData("automatic-nile")]
    public void Automatic_orders_have_no_higher_criterion(string name)
    {
        (double[] values, int season) = Series(name);
        ArimaFit fit = Assert.IsType<ArimaFit>(new AutoArima().Fit(new ObservedSeries(values, season)));
        AnalysisCase golden = AnalysisCase.Named(name);
        double[] orders = golden.ValueFields("autoArima", "arma (p,q,P,Q,period,d,D)");

        Assert.Equal((orders[5], orders[6]), (fit.Order.D, fit.Order.SeasonalD));
        double expected = golden.ValueFields("autoArima", "aicc")[0];
        Assert.True(fit.Aicc <= expected + 1e-2, $"{fit.Description} has {fit.Aicc}, statsforecast {expected}.");
    }

    internal static (double[] Values, int Season) Series(string name) => name switch
    {
        "automatic-airline-log" => (ClassicSeries.Logarithm(ClassicSeries.Airline), 12),
        "automatic-airline" => (ClassicSeries.Airline, 12),
        "automatic-energy" => (ClassicSeries.Energy[^700..], 7),
        "automatic-lynx" => (ClassicSeries.Lynx, 1),
        _ => (ClassicSeries.Nile, 1),
    };
}
