using System.Text.Json.Nodes;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Models;

/// <summary>An ARIMA model with given estimates, and its forecasts of a history: nothing is estimated here.</summary>
internal sealed class AppliedArima : ForecastFit
{
    public const string SavedAs = "arima";

    private readonly ArimaOrder _order;
    private readonly int _season;
    private readonly bool _hasConstant;
    private readonly double[] _coefficients;
    private readonly double[] _beta;
    private readonly double _variance;
    private readonly double[] _values;
    private readonly double[][] _columns;
    private readonly double[] _remainder;
    private readonly double[] _differences;
    private readonly ArmaPolynomials _polynomials;
    private readonly bool _hasGaps;
    private double[]? _fitted;

    /// <summary>Creates the model.</summary>
    /// <param name="order">The orders.</param>
    /// <param name="season">m.</param>
    /// <param name="hasConstant">Whether the first regressor is a constant or a trend.</param>
    /// <param name="coefficients">φ, θ, Φ and Θ.</param>
    /// <param name="beta">The coefficients of the regressors.</param>
    /// <param name="variance">The variance of the disturbances.</param>
    /// <param name="values">The history.</param>
    /// <param name="columns">The regressors, [column][time].</param>
    public AppliedArima(
        ArimaOrder order, int season, bool hasConstant, double[] coefficients, double[] beta, double variance, double[] values,
        double[][] columns)
    {
        (_order, _season, _hasConstant, _coefficients, _beta, _variance) = (order, season, hasConstant, coefficients, beta, variance);
        (_values, _columns, _differences) = (values, columns, Differencing.Weights(order, season));
        _remainder = [.. values.Select((value, t) => value - Regression(t))];
        _polynomials = new ArmaPolynomials(order, season);
        _polynomials.Set(coefficients);
        _hasGaps = Array.Exists(values, double.IsNaN);
    }

    public override string Description =>
        _order.Describe(_season) + (!_hasConstant ? "" : _order.D + _order.SeasonalD > 0 ? " with drift" : " with mean");

    public override double[] Fitted => _fitted ??= FittedValues();

    /// <summary>The value of a regressor at a time after the history; null where it is not known.</summary>
    public Func<int, int, double?>? Beyond { get; set; }

    /// <summary>The length of the history.</summary>
    private int Count => _values.Length;

    /// <summary>The constant or trend among the regressors.</summary>
    private int Own => _hasConstant ? 1 : 0;

    public static AppliedArima FromJson(JsonObject json, ObservedSeries series)
    {
        int[] orders = [.. json["order"]!.AsArray().Select(order => order!.GetValue<int>())];
        ArimaOrder order = new(orders[0], orders[1], orders[2], orders[3], orders[4], orders[5]);
        bool hasConstant = json["constant"]!.GetValue<bool>();
        double[] beta = AppliedFits.Numbers(json["regressors"]);
        double[][] columns = ArimaFit.Columns(series, order, hasConstant);
        return columns.Length == beta.Length
            ? new AppliedArima(
                order, json["season"]!.GetValue<int>(), hasConstant, AppliedFits.Numbers(json["coefficients"]), beta,
                AppliedFits.Number(json["variance"]), series.Values, columns)
            : throw new InputException(
                $"The model was fitted with {beta.Length - (hasConstant ? 1 : 0)} regressors, but the history has "
                + $"{series.Regressors.Length}: give it the same ones.");
    }

    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = SavedAs,
        ["order"] = new JsonArray(_order.P, _order.D, _order.Q, _order.SeasonalP, _order.SeasonalD, _order.SeasonalQ),
        ["season"] = _season,
        ["constant"] = _hasConstant,
        ["coefficients"] = AppliedFits.Numbers(_coefficients),
        ["regressors"] = AppliedFits.Numbers(_beta),
        ["variance"] = _variance,
    };

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon)
    {
        int lost = (int)_order.Lost(_season);
        if (_hasGaps)
        {
            return [.. origins.Select(origin => WithRegression(origin, WithGaps(origin, horizon).Mean))];
        }

        double[] differenced = Differencing.Apply(_remainder, _order, _season);
        int[] marks = [.. origins.Select(origin => origin - lost)];
        double[][] states = [.. marks.Select(_ => Array.Empty<double>())];
        new ArmaFilter(_polynomials, 1).Whiten([differenced], [new double[differenced.Length]], default, marks, states);
        return
        [
            .. origins.Select((origin, i) => origin < lost ? [.. Enumerable.Repeat(double.NaN, horizon)]
                : WithRegression(origin, Ahead(states[i], origin, horizon).Mean)),
        ];
    }

    protected override ForecastResult ForecastCore(int horizon, double[][] regressors)
    {
        ArgumentNullException.ThrowIfNull(regressors);
        if (regressors.Length == 0 && _columns.Skip(Own).All(column => column.Length >= Count + horizon))
        {
            regressors = [.. _columns.Skip(Own).Select(column => column[Count..(Count + horizon)])];
        }

        if (!RegressorChecks.Reach(horizon, regressors, _beta.Length - Own))
        {
            throw new InputException(
                $"The model has {_beta.Length - Own} regressors, whose values at the {horizon} steps of the forecast it needs, but "
                + $"{regressors.Length} were given: give each, as long as the forecast.");
        }

        RegressorChecks.RequireComing(horizon, regressors);
        SeriesChecks.RequireLength(Count, _order.Lost(_season) + 1, Description);
        ForecastResult rest = _hasGaps ? WithGaps(Count, horizon) : Ahead(FinalStates(), Count, horizon);
        return rest with
        {
            Mean = [.. rest.Mean.Select((mean, step) => mean + _beta.Select((factor, k) => factor
                * (k < Own ? OwnAt(Count + step) : regressors[k - Own][step])).Sum())],
        };
    }

    private double[] FinalStates()
    {
        double[] differenced = Differencing.Apply(_remainder, _order, _season);
        double[][] states = [[]];
        new ArmaFilter(_polynomials, 1).Whiten(
            [differenced], [new double[differenced.Length]], default, [differenced.Length], states);
        return states[0];
    }

    private double[] WithRegression(int origin, double[] means) => [.. means.Select((mean, step) => mean + Regression(origin + step))];

    private double Regression(int time)
    {
        double sum = 0;
        for (int k = 0; k < _beta.Length; k++)
        {
            sum += _beta[k] * (k < Own ? OwnAt(time) : time < _columns[k].Length ? _columns[k][time] : At(k - Own, time));
        }

        return sum;
    }

    private double At(int regressor, int time) => Beyond?.Invoke(regressor, time) ?? throw new InputException(
        "A forecast with regressors from near the end of a history needs their values after it: take Forecast with them.");

    private double OwnAt(int time) => _order.D + _order.SeasonalD == 0 ? 1 : time + 1;

    private ForecastResult WithGaps(int origin, int horizon) => new OnlineFilter(
        GappedArma.Model(_polynomials, _differences, _variance), _remainder.AsSpan(0, origin)).Forecast(horizon);

    /// <summary>The forecast of what is left of the regressors, from the states of the process after a number of values.</summary>
    private ForecastResult Ahead(double[] after, int origin, int horizon)
    {
        double[] phi = _polynomials.Autoregression, theta = _polynomials.MovingAverage, states = [.. after];
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
            for (int j = 1; j <= _differences.Length; j++)
            {
                mean += _differences[j - 1] * (step >= j ? means[step - j] : _remainder[origin + step - j]);
                weight += step >= j ? _differences[j - 1] * weights[step - j] : 0;
            }

            (means[step], weights[step]) = (mean, weight);
            squares += weight * weight;
            errors[step] = Math.Sqrt(_variance * squares);
        }

        return new ForecastResult(means, errors);
    }

    private double[] FittedValues()
    {
        double[][] innovations;
        double[] roots;
        if (_hasGaps)
        {
            roots = new double[Count];
            innovations = GappedArma.Whiten(GappedArma.Model(_polynomials, _differences, 1), [_remainder], roots).Innovations;
        }
        else
        {
            double[] differenced = Differencing.Apply(_remainder, _order, _season);
            (innovations, roots) = ([new double[differenced.Length]], new double[differenced.Length]);
            new ArmaFilter(_polynomials, 1).Whiten([differenced], innovations, roots);
        }

        int lost = Count - roots.Length;
        return
        [
            .. Enumerable.Repeat(double.NaN, lost),
            .. roots.Select((root, i) => _values[lost + i] - (innovations[0][i] * root)),
        ];
    }
}
