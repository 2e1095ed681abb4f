using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>An ARIMA model fitted to a series.</summary>
public sealed class ArimaFit : ForecastFit
{
    private readonly ArimaLikelihood _likelihood;
    private readonly double[] _coefficients;
    private readonly bool _hasConstant;
    private readonly double[] _beta;
    private readonly int _rank;
    private readonly AppliedArima _applied;
    private readonly Lazy<IReadOnlyList<ParameterEstimate>> _parameters;

    internal ArimaFit(ArimaLikelihood likelihood, double[] coefficients, bool hasConstant)
    {
        (_likelihood, _coefficients, _hasConstant) = (likelihood, coefficients, hasConstant);
        double[] roots = new double[likelihood.Innovations.Length];
        LogLikelihood = likelihood.At(coefficients, roots);
        if (!(likelihood.Variance > 0) || !double.IsFinite(LogLikelihood))
        {
            throw new InputException(
                $"{likelihood.Order.Describe(likelihood.Season)} explains every value exactly (a constant series, or one that "
                + "repeats), so that "
                + "it has no likelihood: take seasonal-naive.");
        }

        (Variance, _beta, _rank) = (likelihood.Variance, [.. likelihood.Beta], likelihood.Rank);
        _applied = new AppliedArima(
            likelihood.Order, likelihood.Season, hasConstant, coefficients, _beta, Variance, likelihood.Values, likelihood.Columns);
        Fitted =
        [
            .. Enumerable.Repeat(double.NaN, likelihood.Lost),
            .. roots.Select((root, i) => likelihood.Values[likelihood.Lost + i] - (likelihood.Innovations[i] * root)),
        ];
        _parameters = new(Estimates);
    }

    /// <summary>The orders.</summary>
    public ArimaOrder Order => _likelihood.Order;

    /// <summary>Whether there is a mean or a drift.</summary>
    public bool HasConstant => _hasConstant;

    /// <inheritdoc/>
    public override string Description =>
        Order.Describe(_likelihood.Season) + (!_hasConstant ? "" : Order.D + Order.SeasonalD > 0 ? " with drift" : " with mean");

    /// <summary>
    /// The estimates: coefficients (<c>ar-1</c>, <c>ma-1</c>, <c>seasonal-ar-1</c>, …), regressors, and the variance of disturbances.
    /// </summary>
    public override IReadOnlyList<ParameterEstimate> Parameters => _parameters.Value;

    /// <summary>φ, θ, Φ and Θ.</summary>
    internal IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>The variance of the disturbances.</summary>
    public double Variance { get; }

    /// <summary>The greatest log-likelihood, of the series after its differences.</summary>
    public double LogLikelihood { get; }

    /// <summary>The number of estimated parameters, with the variance.</summary>
    public int ParameterCount => _coefficients.Length + _rank + 1;

    /// <summary>Akaike's information criterion.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * ParameterCount);

    /// <summary>The Bayesian information criterion.</summary>
    public double Bic => (-2 * LogLikelihood) + (ParameterCount * Math.Log(_likelihood.Count));

    /// <inheritdoc/>
    public override double? Aicc => Criterion(LogLikelihood, ParameterCount, _likelihood.Count);

    /// <inheritdoc/>
    public override double[] Fitted { get; }

    /// <summary>The criterion for a likelihood; infinite where there are no more values than parameters.</summary>
    internal static double Criterion(double logLikelihood, int parameters, int count) =>
        count - parameters - 1 <= 0 ? double.PositiveInfinity
            : (-2 * logLikelihood) + (2 * parameters) + (2.0 * parameters * (parameters + 1) / (count - parameters - 1));

    /// <summary>The regressors of a model: a constant or trend where it has one, and those of the series.</summary>
    internal static double[][] Columns(ObservedSeries series, ArimaOrder order, bool hasConstant)
    {
        int differences = order.D + order.SeasonalD, count = series.Values.Length;
        double[][] own = !hasConstant || differences > 1 ? []
            : [[.. Enumerable.Range(1, count).Select(t => differences == 0 ? 1.0 : t)]];
        return [.. own, .. series.Regressors];
    }

    /// <summary>The value of a regressor at a time after the series; null where it is not known.</summary>
    internal Func<int, int, double?>? Beyond
    {
        set => _applied.Beyond = value;
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => _applied.ToJson();

    /// <inheritdoc/>
    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) =>
        _applied.ForecastFrom(origins, horizon);

    /// <inheritdoc/>
    protected override ForecastResult ForecastCore(int horizon, double[][] regressors) => _applied.Forecast(horizon, regressors);

    private IReadOnlyList<ParameterEstimate> Estimates()
    {
        (double?[] errors, double?[] betaErrors) = ArimaEstimation.Errors(_likelihood, _coefficients);
        string[] names =
        [
            .. Names("ar", Order.P), .. Names("ma", Order.Q), .. Names("seasonal-ar", Order.SeasonalP),
            .. Names("seasonal-ma", Order.SeasonalQ),
        ];
        int own = _hasConstant ? 1 : 0;
        string constant = Order.D + Order.SeasonalD > 0 ? "drift" : "mean";
        return
        [
            .. names.Select((name, i) => new ParameterEstimate(name, _coefficients[i], errors[i])),
            .. _beta.Select((value, k) => new ParameterEstimate(
                k < own ? constant : $"regressor-{k - own + 1}", value, betaErrors[k])),
            new ParameterEstimate("variance", Variance, Variance * Math.Sqrt(2.0 / _likelihood.Count)),
        ];
    }

    private static IEnumerable<string> Names(string prefix, int count) => Enumerable.Range(1, count).Select(lag => $"{prefix}-{lag}");
}
