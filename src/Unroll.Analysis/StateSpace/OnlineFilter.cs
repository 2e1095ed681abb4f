namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A Kalman filter that takes observations one by one, as of a stream: an update takes the same time and memory however long the series is.
/// </summary>
public sealed class OnlineFilter
{
    private readonly StateSpaceModel _model;
    private readonly double[] _transitionedMean;
    private readonly KalmanRecursion _recursion;
    private readonly StreamGate _gate = new();

    /// <summary>Creates a filter that has seen a series.</summary>
    /// <param name="model">The model.</param>
    /// <param name="history">Observations before, in the order of time; NaN where one is missing.</param>
    /// <exception cref="InputException">An observation is infinite, or too large to be squared.</exception>
    public OnlineFilter(StateSpaceModel model, ReadOnlySpan<double> history = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        SeriesChecks.RequireNotTooLarge(history);
        (_model, _recursion, _transitionedMean) = (model, new KalmanRecursion(model), new double[model.StateCount]);
        KalmanFilter.Run(_recursion, history, default);
    }

    /// <summary>The number of observations taken, with those missing.</summary>
    public long Count => _recursion.Time;

    /// <summary>The log-likelihood of all observations.</summary>
    public double LogLikelihood => _recursion.LogLikelihood;

    /// <summary>The states at the coming time, by the observations before it.</summary>
    public IReadOnlyList<double> States => _recursion.Mean;

    /// <summary>Whether more observations are needed until all states are determined.</summary>
    public bool IsDiffuse => _recursion.IsDiffuse;

    /// <summary>Takes the next observation.</summary>
    /// <param name="value">The observation; NaN where it is missing.</param>
    /// <returns>What it differed by from its forecast.</returns>
    /// <exception cref="InputException">The observation is infinite, or too large to be squared.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the filter at this moment.</exception>
    public OnlineStep Update(double value)
    {
        SeriesChecks.RequireNotTooLarge([value]);
        using StreamGate.Lease entered = _gate.Enter();
        bool wasDiffuse = _recursion.IsDiffuse;
        _recursion.Observe(value);
        double variance = double.IsNaN(value) || (wasDiffuse && _recursion.InfiniteVariance > 0) ? double.NaN : _recursion.Variance;
        OnlineStep step = new(_recursion.Innovation, variance);
        _recursion.Predict();
        return step;
    }

    /// <summary>Forecasts the coming steps.</summary>
    /// <param name="horizon">How many steps.</param>
    /// <exception cref="InputException">The observations do not determine all states yet.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the filter at this moment.</exception>
    public ForecastResult Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        using StreamGate.Lease entered = _gate.Enter();
        if (IsDiffuse)
        {
            throw new InputException(
                $"{Count} observations do not determine the {_model.StateCount} states yet, so that a forecast would have no "
                + "bounds: add more.");
        }

        int size = _model.StateCount;
        double[] mean = [.. _recursion.Mean], covariance = [.. _recursion.Covariance], z = [.. _model.Observation];
        double[] means = new double[horizon], errors = new double[horizon], added = _model.Flat(_model.StateCovariance);
        for (int step = 0; step < horizon; step++)
        {
            foreach ((int state, double[] column) in _model.Regressors)
            {
                z[state] = column[Count + step];
            }

            double variance = _model.ObservationVariance;
            for (int i = 0; i < size; i++)
            {
                means[step] += z[i] * mean[i];
                for (int j = 0; j < size && z[i] != 0; j++)
                {
                    variance += z[i] * z[j] * covariance[(i * size) + j];
                }
            }

            errors[step] = Math.Sqrt(Math.Max(0, variance));
            _recursion.Transition.Apply(mean, _transitionedMean);
            _transitionedMean.CopyTo(mean, 0);
            _recursion.Transition.Propagate(covariance, added);
        }

        return new ForecastResult(means, errors);
    }
}
