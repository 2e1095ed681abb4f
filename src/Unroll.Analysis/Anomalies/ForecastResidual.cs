using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The residual of a forecaster, each value against its forecast by those before it, with a conformal threshold: whatever the distribution
/// of the residuals, no more than a share of usual ones lies above it (Vovk, Gammerman and Shafer 2005). The tail of the residuals may
/// demand more. Rows without an earlier value have no score.
/// </summary>
public sealed class ForecastResidual : AnomalyDetector
{
    private static readonly Setting<ForecastResidual, ForecastModel> _forecaster =
        new("model", Kind.Made(() => ForecastModel.Catalogue), residual => residual._model, "Forecaster.")
        { DefaultNote = "theta" };

    private static readonly Setting<ForecastResidual, double> _share =
        new("miscoverage", Kind.Number(NumberRange.Fraction), residual => residual._miscoverage,
            "Share of usual values above the threshold.")
        { DefaultValue = 0.01 };

    private readonly ForecastModel _model;
    private readonly double _miscoverage;

    /// <summary>Creates the detector.</summary>
    /// <param name="model">The forecaster; by default the Theta method.</param>
    /// <param name="miscoverage">The share of usual values that the conformal threshold lets pass, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public ForecastResidual(ForecastModel? model = null, double miscoverage = 0.01)
    {
        if (!(miscoverage > 0 && miscoverage < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(miscoverage), miscoverage, "The miscoverage lies between 0 and 1.");
        }

        (_model, _miscoverage) = (model ?? new Theta(), miscoverage);
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "forecast-residual", typeof(ForecastResidual), "Residual of a forecaster, with a conformal threshold.", [_forecaster, _share],
        values => new ForecastResidual(values.IsGiven(_forecaster) ? values.Get(_forecaster) : null, values.Get(_share)))
    {
        Formula = "|y_t − ŷ_t| > ⌈(n + 1)(1 − α)⌉-th smallest",
        Example = "forecast-residual: {model: auto-arima}",
    };

    /// <inheritdoc/>
    public override bool UsesSeason => true;

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        ForecastFit learnt = Fit(series);
        RobustScale scale = RobustScale.Of(Residual(series, learnt));
        double threshold = Threshold(Score(series, learnt));
        return scored =>
        {
            ForecastFit fit = ReferenceEquals(scored, series) ? learnt : Fit(scored);
            return new RawScores(Score(scored, fit))
            {
                Unit = "robust deviations",
                Expected = Forecasts(scored, fit),
                MinThreshold = Math.Max(RobustScale.LeastUnusual, threshold),
                Notes = [$"Residuals of {fit.Description}.", .. fit.Warning is { } warning ? [warning] : Array.Empty<string>()],
            };
        };

        double[] Score(ObservedSeries of, ForecastFit fit) => scale.Deviations(Residual(of, fit), RobustScale.Size(of.Values));
    }

    private static double[] Residual(ObservedSeries series, ForecastFit fit) =>
        [.. series.Values.Zip(Forecasts(series, fit), (value, forecast) => value - forecast)];

    /// <summary>The forecast of each value by those before it; NaN where there are none, whatever the model takes for its start.</summary>
    private static double[] Forecasts(ObservedSeries series, ForecastFit fit)
    {
        int first = series.Values.AsSpan().IndexOfAnyExcept(double.NaN);
        return [.. fit.Fitted.Select((fitted, row) => row <= first ? double.NaN : fitted)];
    }

    private ForecastFit Fit(ObservedSeries series) =>
        _model.Fit(new ObservedSeries(MissingValues.Interpolate(series.Values), series.Season));

    private double Threshold(double[] scores)
    {
        double[] sorted = SeriesChecks.Present(scores);
        Array.Sort(sorted);
        int rank = (int)Math.Ceiling((sorted.Length + 1) * (1 - _miscoverage));
        return rank < 1 ? 0 : sorted.Length == 0 ? 0 : sorted[Math.Min(rank, sorted.Length) - 1];
    }
}
