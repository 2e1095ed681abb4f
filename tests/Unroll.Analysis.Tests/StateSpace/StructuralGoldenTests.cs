using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>Structural models beside statsmodels' (a higher likelihood is right, too, since each comes from an optimiser).</summary>
public class StructuralGoldenTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [RealDataFact]
    public void The_filter_with_an_exact_diffuse_start_agrees()
    {
        AnalysisCase golden = AnalysisCase.Named("kalman-nile-exact-diffuse");
        StateSpaceModel model = new StructuralModel([new LocalLevel()]).StateSpace([15098.5, 1469.18]);
        SmoothedStates states = KalmanFilter.Smooth(model, ClassicSeries.Nile);

        Assert.Equal(golden.Value("logLikelihood"), states.Filtered.LogLikelihood, 1e-6);
        Assert.Equal(golden.Value("logLikelihood"), KalmanFilter.LogLikelihood(model, ClassicSeries.Nile), 1e-6);
        Close(golden.Values("filtered"), Enumerable.Range(0, 100).Select(t => states.Filtered.Mean(t, 0)));
        Close(golden.Values("filteredVariance"), Enumerable.Range(0, 100).Select(t => states.Filtered.Variance(t, 0)));
        Close(golden.Values("smoothed"), Enumerable.Range(0, 100).Select(t => states.Mean(t, 0)));
        Close(golden.Values("smoothedVariance"), Enumerable.Range(0, 100).Select(t => states.Variance(t, 0)));
    }

    /// <summary>Durbin and Koopman (2012), 2.10.3, and KFAS.</summary>
    [RealDataFact]
    public void The_local_level_of_the_Nile_is_the_book_s()
    {
        StructuralFit fit = new StructuralModel([new LocalLevel()]).Fit(ClassicSeries.Nile);

        Assert.Equal(15098.5, fit.Parameters[0].Estimate, 15.0);
        Assert.Equal(1469.18, fit.Parameters[1].Estimate, 1.4);
        Assert.Equal(-632.5456, fit.LogLikelihood, 1e-4);
        Assert.Equal(3145.5, fit.Parameters[0].StandardError!.Value, 30.0);
        Assert.Equal(1280.4, fit.Parameters[1].StandardError!.Value, 13.0);
    }

    [RealDataTheory]
    [InlineData("structural-nile-local-level")]
    [InlineData("structural-nile-missing")]
    [InlineData("structural-nile-local-linear-trend")]
    [InlineData("structural-airline-log-trend-seasonal")]
    [InlineData("structural-airline-log-trend-trigonometric")]
    [InlineData("structural-lynx-log-cycle")]
    public void Structural_models_with_an_approximate_start_agree(string name)
    {
        AnalysisCase golden = AnalysisCase.Named(name);
        (StructuralModel model, double[] series) = Case(name);
        StructuralFit fit = (model with { Start = DiffuseStart.Approximate, StandardErrors = StandardErrors.OuterProduct }).Fit(series);

        double expected = golden.Value("logLikelihood");
        output.WriteLine($"{name}: {fit.LogLikelihood}, statsmodels {expected}");
        Assert.True(fit.LogLikelihood > expected - 1e-4, $"{fit.LogLikelihood} is less than {expected}.");
        if (fit.LogLikelihood > expected + 1e-3)
        {
            return;
        }

        Assert.All(golden.ValueFields("standardErrors").Zip(golden.ValueFields("parameters")).Zip(fit.Parameters), pair =>
        {
            ((double error, double estimate), ParameterEstimate parameter) = pair;
            bool isInside = estimate > 1e-8;
            Assert.True(
                !isInside || Math.Abs(parameter.StandardError!.Value - error) <= 0.02 * error,
                $"{parameter}, but statsmodels' error is {error}");
        });
        Close(golden.Values("smoothedLevelFirst5"), fit.Components[0].Mean.Take(5), 1e-3);
        Close(golden.Values("smoothedLevelLast5"), fit.Components[0].Mean.TakeLast(5), 1e-3);
        ForecastResult forecast = fit.Forecast(12);
        Close(golden.Values("forecast"), forecast.Mean, 1e-3);
        Close(golden.Values("forecastStandardError"), forecast.StandardError, 1e-3);
    }

    /// <summary>
    /// R's <c>StructTS(log(AirPassengers), type)</c> by its variances, which have 229.367 − 190.970 less of log-likelihood for the season.
    /// </summary>
    [RealDataFact]
    public void Structural_models_of_R_are_not_more_likely()
    {
        double[] series = ClassicSeries.Logarithm(ClassicSeries.Airline);
        StructuralModel model = new([new LocalLinearTrend(), new DummySeasonal(12)]);

        double atR = KalmanFilter.LogLikelihood(model.StateSpace([0, 0.00077185, 0, 0.0013969]), series);

        Assert.Equal(190.970, atR, 1e-2);
        Assert.Equal(229.3666, model.Fit(series).LogLikelihood, 1e-3);
    }

    private static (StructuralModel Model, double[] Series) Case(string name) => name switch
    {
        "structural-nile-local-level" => (new([new LocalLevel()]), ClassicSeries.Nile),
        "structural-nile-missing" => (new([new LocalLevel()]), ClassicSeries.NileWithGaps),
        "structural-nile-local-linear-trend" => (new([new LocalLinearTrend()]), ClassicSeries.Nile),
        "structural-airline-log-trend-seasonal" =>
            (new([new LocalLinearTrend(), new DummySeasonal(12)]), ClassicSeries.Logarithm(ClassicSeries.Airline)),
        "structural-airline-log-trend-trigonometric" =>
            (new([new LocalLevel(), new TrigonometricSeasonal(12, 3)]), ClassicSeries.Logarithm(ClassicSeries.Airline)),
        _ => (
            new([new LocalLevel(isFixed: true), new Cycle(6, 14)]) { HasObservationNoise = false },
            ClassicSeries.Logarithm(ClassicSeries.Lynx)),
    };

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = 1e-6)
    {
        Assert.All(expected.Zip(actual), pair =>
            Assert.True(
                Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First)),
                $"{pair.First} expected, {pair.Second} got"));
    }
}
