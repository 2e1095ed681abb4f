using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Models;

/// <summary>An ARIMA model fitted to a series.</summary>
public sealed class ArimaFit : ForecastFit
{
    private readonly ArimaLikelihood _likelihood;
    private readonly double[] _coefficients;
    private readonly bool _hasConstant;
    private readonly double[] _beta;
    private readonly double[] _states;
    private readonly bool _hasGaps;
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

        (Variance, _beta) = (likelihood.Variance, [.. likelihood.Beta]);
        _hasGaps = Array.Exists(likelihood.Values, double.IsNaN);
        _states = _hasGaps ? [] : likelihood.FinalStates;
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

    /// <summary>The variance of the disturbances.</summary>
    public double Variance { get; }

    /// <summary>The greatest log-likelihood, of the series after its differences.</summary>
    public double LogLikelihood { get; }

    /// <summary>The number of estimated parameters, with the variance.</summary>
    public int ParameterCount => _coefficients.Length + _beta.Length + 1;

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

    internal override double[]? ForecastFrom(int origin, int horizon)
    {
        double[][] columns = _likelihood.Columns;
        ArimaLikelihood earlier =
            new(_likelihood.Values[..origin], [.. columns.Select(column => column[..origin])], Order, _likelihood.Season);
        return new ArimaFit(earlier, _coefficients, _hasConstant)
            .Forecast(
                horizon,
                [.. columns.Skip(_hasConstant ? 1 : 0).Select(column => column[origin..Math.Min(column.Length, origin + horizon)])]).Mean;
    }

    /// <inheritdoc/>
    protected override SeriesForecast ForecastCore(int horizon, double[][] regressors)
    {
        ArgumentNullException.ThrowIfNull(regressors);
        int count = _likelihood.Values.Length, own = _hasConstant ? 1 : 0;
        if (regressors.Length != _beta.Length - own || regressors.Any(column => column.Length < horizon))
        {
            throw new InputException(
                $"The model has {_beta.Length - own} regressors, whose values at the {horizon} steps of the forecast it needs, but "
                + $"{regressors.Length} were given: give each, as long as the forecast.");
        }

        double At(int column, int step) => column >= own ? regressors[column - own][step]
            : Order.D + Order.SeasonalD == 0 ? 1 : count + 1 + step;
        SeriesForecast rest = _hasGaps ? WithGaps(horizon) : Complete(horizon);
        return rest with
        {
            Mean = [.. rest.Mean.Select((mean, step) => mean + _beta.Select((factor, k) => factor * At(k, step)).Sum())],
        };
    }

    /// <summary>The series less the regressors' part.</summary>
    private double[] Remainder() =>
        [.. _likelihood.Values.Select((value, t) => value - _beta.Select((factor, k) => factor * _likelihood.Columns[k][t]).Sum())];

    private ArmaPolynomials Polynomials()
    {
        ArmaPolynomials polynomials = new(Order, _likelihood.Season);
        polynomials.Set(_coefficients);
        return polynomials;
    }

    private SeriesForecast WithGaps(int horizon)
    {
        StateSpaceModel model = GappedArma.Model(
            Polynomials(), Differencing.Weights(Order, _likelihood.Season), Variance);
        return new OnlineFilter(model, Remainder()).Forecast(horizon);
    }

    private SeriesForecast Complete(int horizon)
    {
        ArmaPolynomials polynomials = Polynomials();
        double[] phi = polynomials.Autoregression, theta = polynomials.MovingAverage;
        double[] states = [.. _states], delta = Differencing.Weights(Order, _likelihood.Season), past = Remainder();
        double[] means = new double[horizon], weights = new double[horizon], errors = new double[horizon], inner = new double[horizon];
        double squares = 0;
        for (int step = 0; step < horizon; step++)
        {
            // The forecast of the differenced series, and its ψ weights.
            double mean = states[0], weight = step == 0 ? 1 : step <= theta.Length ? theta[step - 1] : 0;
            for (int i = 0; i < states.Length; i++)
            {
                states[i] = (i < phi.Length ? phi[i] * mean : 0) + (i + 1 < states.Length ? states[i + 1] : 0);
            }

            for (int i = 1; i <= Math.Min(step, phi.Length); i++)
            {
                weight += phi[i - 1] * inner[step - i];
            }

            inner[step] = weight;
            for (int j = 1; j <= delta.Length; j++)
            {
                mean += delta[j - 1] * (step >= j ? means[step - j] : past[past.Length + step - j]);
                weight += step >= j ? delta[j - 1] * weights[step - j] : 0;
            }

            (means[step], weights[step]) = (mean, weight);
            squares += weight * weight;
            errors[step] = Math.Sqrt(Variance * squares);
        }

        return new SeriesForecast(means, errors);
    }

    private IReadOnlyList<ParameterEstimate> Estimates()
    {
        double?[] errors = ArimaEstimation.Errors(_likelihood, _coefficients);
        _likelihood.At(_coefficients);
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
            .. _beta.Select((value, k) =>
                new ParameterEstimate(k < own ? constant : $"regressor-{k - own + 1}", value, _likelihood.BetaErrors[k])),
            new ParameterEstimate("variance", Variance, Variance * Math.Sqrt(2.0 / _likelihood.Count)),
        ];
    }

    private static IEnumerable<string> Names(string prefix, int count) => Enumerable.Range(1, count).Select(lag => $"{prefix}-{lag}");
}
