namespace Unroll.Analysis.StateSpace;

/// <summary>The filtered states: their distribution at each time given the observations up to it.</summary>
public sealed class FilteredStates
{
    private readonly StateSpaceModel _model;

    internal FilteredStates(StateSpaceModel model, ReadOnlySpan<double> values)
    {
        _model = model;
        Count = values.Length;
        int size = model.StateCount;
        (Innovations, InnovationVariances) = (new double[Count], new double[Count]);
        (Means, PredictedMeans, Steps) = (new double[Count * size], new double[Count * size], new FilterStep[Count]);
        var recursion = new KalmanRecursion(model);
        FilterStep? last = null;
        for (int t = 0; t < Count; t++)
        {
            bool wasSteady = recursion.IsSteady, wasDiffuse = recursion.IsDiffuse;
            FilterStep step = wasSteady && last is { IsSteady: true } ? last
                : new FilterStep
                {
                    Covariance = [.. recursion.Covariance],
                    Infinite = wasDiffuse ? [.. recursion.Infinite] : null,
                    IsSteady = wasSteady,
                };
            recursion.Mean.CopyTo(PredictedMeans, t * size);
            recursion.Observe(values[t]);
            Innovations[t] = recursion.Innovation;
            if (step != last)
            {
                Complete(step, recursion, double.IsNaN(values[t]), model);
            }
            else if (double.IsNaN(values[t]))
            {
                double[] covariance = step.Covariance;
                step = new FilterStep { Covariance = covariance, FilteredCovariance = covariance, Observation = step.Observation };
            }

            InnovationVariances[t] = step.Gain is null || step.InfiniteVariance > 0 ? double.NaN : step.Variance;
            recursion.Mean.CopyTo(Means, t * size);
            Steps[t] = last = step;
            recursion.Predict();
        }

        (LogLikelihood, IsDiffuseAtEnd) = (recursion.LogLikelihood, recursion.IsDiffuse);
        (FinalMean, FinalCovariance) = (recursion.Mean, recursion.Covariance);
    }

    /// <summary>The number of observations, with those missing.</summary>
    public int Count { get; }

    /// <summary>The log-likelihood of the observations; of diffuse ones by the convention of Durbin and Koopman (2012), 7.2.2.</summary>
    public double LogLikelihood { get; }

    /// <summary>Observation minus its prediction one step before; NaN where it is missing.</summary>
    public double[] Innovations { get; }

    /// <summary>Variance of the innovations; NaN where an observation is missing, or its variance infinite at a diffuse start.</summary>
    public double[] InnovationVariances { get; }

    /// <summary>Whether the observations do not determine all states: there are too few, or regressors are collinear.</summary>
    public bool IsDiffuseAtEnd { get; }

    internal double[] Means { get; }

    internal double[] PredictedMeans { get; }

    internal FilterStep[] Steps { get; }

    internal double[] FinalMean { get; }

    internal double[] FinalCovariance { get; }

    /// <summary>
    /// Innovations divided by their standard deviations, of those that have one: standard normal where the model is right.
    /// </summary>
    public double[] StandardizedInnovations =>
        [.. Innovations.Zip(InnovationVariances, (innovation, variance) => innovation / Math.Sqrt(variance)).Where(double.IsFinite)];

    /// <summary>The mean of a state by the observations up to a time.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Mean(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _model.StateCount);
        return Means[(time * _model.StateCount) + state];
    }

    /// <summary>The variance of a state by the observations up to a time; infinite where they do not determine it.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Variance(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _model.StateCount);
        FilterStep step = Steps[time];
        int diagonal = (state * _model.StateCount) + state;
        return step.FilteredInfinite is { } infinite && infinite[diagonal] > 1e-9 ? double.PositiveInfinity
            : step.FilteredCovariance[diagonal];
    }

    private static void Complete(FilterStep step, KalmanRecursion recursion, bool isMissing, StateSpaceModel model)
    {
        step.Observation = model.Regressors.Count == 0 ? model.Observation : [.. recursion.Observation];
        step.FilteredCovariance = [.. recursion.Covariance];
        if (step.IsSteady && !isMissing)
        {
            Covariances.Filter(step.FilteredCovariance, recursion.Gain, recursion.Cross);
        }

        step.FilteredInfinite = recursion.IsDiffuse ? [.. recursion.Infinite] : null;
        if (!isMissing)
        {
            (step.Gain, step.Variance) = ([.. recursion.Gain], recursion.Variance);
            step.Cross = step.Infinite is null ? null : [.. recursion.Cross];
            step.InfiniteVariance = step.Infinite is null ? 0 : recursion.InfiniteVariance;
            step.InfiniteCross = step.Infinite is null ? null : [.. recursion.InfiniteGain];
        }
    }
}
