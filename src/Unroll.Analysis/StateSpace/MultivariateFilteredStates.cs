namespace Unroll.Analysis.StateSpace;

/// <summary>The filtered states of several series: their distribution at each time given the observations up to it.</summary>
public sealed class MultivariateFilteredStates
{
    private readonly MultivariateStateSpaceModel _model;
    private readonly KalmanRecursion _end;
    private readonly double[] _means;
    private readonly double[] _variances;

    internal MultivariateFilteredStates(MultivariateStateSpaceModel model, IReadOnlyList<double[]> series)
    {
        (_model, Count) = (model, series[0].Length);
        int size = model.StateCount;
        (_means, _variances) = (new double[Count * size], new double[Count * size]);
        (PredictedMeans, Steps) = (new double[Count * size], new MultivariateFilterStep[Count]);
        StandardizedInnovations = [.. series.Select(_ => Enumerable.Repeat(double.NaN, Count).ToArray())];
        MultivariateRecursion recursion = new(model);
        _end = recursion.States;
        for (int time = 0; time < Count; time++)
        {
            List<MultivariateObservation> taken = [];
            MultivariateFilterStep step = new(
                [.. _end.Covariance], _end.IsDiffuse ? [.. _end.Infinite] : null, taken);
            _end.Mean.CopyTo(PredictedMeans, time * size);
            bool wasDiffuse = _end.IsDiffuse;
            int now = time;
            recursion.Observe(series, time, (row, i) =>
            {
                taken.Add(new MultivariateObservation(
                    row.Loadings[i], _end.Innovation, _end.Variance, wasDiffuse ? _end.InfiniteVariance : 0, [.. _end.Cross],
                    wasDiffuse ? [.. _end.InfiniteGain] : null));
                if (taken[^1] is { InfiniteVariance: 0, Variance: > 0 } observation)
                {
                    StandardizedInnovations[row.Series[i]][now] = observation.Innovation / Math.Sqrt(observation.Variance);
                }

                wasDiffuse = _end.IsDiffuse;
            });
            for (int state = 0; state < size; state++)
            {
                _means[(time * size) + state] = _end.Mean[state];
                _variances[(time * size) + state] = _end.IsDiffuse && _end.Infinite[(state * size) + state] > 1e-9
                    ? double.PositiveInfinity : _end.Covariance[(state * size) + state];
            }

            Steps[time] = step;
            recursion.Predict();
        }
    }

    /// <summary>The number of times.</summary>
    public int Count { get; }

    /// <summary>The log-likelihood of the observations; of diffuse ones by the convention of Durbin and Koopman (2012), 7.2.2.</summary>
    public double LogLikelihood => _end.LogLikelihood;

    /// <summary>Whether the observations do not determine all states: there are too few, or states cannot be told apart.</summary>
    public bool IsDiffuseAtEnd => _end.IsDiffuse;

    /// <summary>
    /// Innovations, [series][time], each given the past and the series before it at the same time, divided by their standard deviations:
    /// independent and standard normal where the model is right. NaN where one is missing, or its variance infinite at a diffuse start.
    /// </summary>
    public double[][] StandardizedInnovations { get; }

    internal double[] PredictedMeans { get; }

    internal MultivariateFilterStep[] Steps { get; }

    /// <summary>The mean of a state by the observations up to a time.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Mean(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _model.StateCount);
        return _means[(time * _model.StateCount) + state];
    }

    /// <summary>The variance of a state by the observations up to a time; infinite where they do not determine it.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Variance(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _model.StateCount);
        return _variances[(time * _model.StateCount) + state];
    }

    /// <summary>Forecasts the coming values of all series.</summary>
    /// <param name="horizon">How many steps.</param>
    /// <returns>The forecast of each series, with its own standard errors.</returns>
    /// <exception cref="InputException">The observations do not determine all states.</exception>
    public IReadOnlyList<ForecastResult> Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (IsDiffuseAtEnd)
        {
            throw new InputException(
                $"{CountFormatter.Format(Count, "rows")} do not determine the {CountFormatter.Format(_model.StateCount, "states")}, so "
                + "that a forecast would have no bounds: add more.");
        }

        int size = _model.StateCount, count = _model.SeriesCount;
        double[] mean = [.. _end.Mean], next = new double[size], covariance = [.. _end.Covariance];
        double[] added = new double[size * size];
        Buffer.BlockCopy(_model.StateCovariance, 0, added, 0, added.Length * sizeof(double));
        Transition transition = new(_model.TransitionMatrix);
        ForecastResult[] forecasts =
            [.. Enumerable.Range(0, count).Select(_ => new ForecastResult(new double[horizon], new double[horizon]))];
        for (int step = 0; step < horizon; step++)
        {
            for (int i = 0; i < count; i++)
            {
                double variance = _model.ObservationCovariance[i, i];
                for (int j = 0; j < size; j++)
                {
                    double loading = _model.Observation[i, j];
                    forecasts[i].Mean[step] += loading * mean[j];
                    for (int k = 0; k < size && loading != 0; k++)
                    {
                        variance += loading * _model.Observation[i, k] * covariance[(j * size) + k];
                    }
                }

                forecasts[i].StandardError[step] = Math.Sqrt(Math.Max(0, variance));
            }

            transition.Apply(mean, next);
            (mean, next) = (next, mean);
            transition.Propagate(covariance, added);
        }

        return forecasts;
    }
}
