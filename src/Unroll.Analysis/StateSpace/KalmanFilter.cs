namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The Kalman filter and smoother (Kalman 1960; Durbin and Koopman 2012, chapters 4 and 5): likelihood, states by the past, and states by
/// all observations. Missing observations are NaN.
/// </summary>
public static class KalmanFilter
{
    /// <summary>The log-likelihood of a series, without keeping anything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The observations; NaN where one is missing.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    public static double LogLikelihood(StateSpaceModel model, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        SeriesChecks.RequireNotTooLarge(values);
        return Run(new KalmanRecursion(model), values, default);
    }

    /// <summary>The filtered states: their distribution at each time given the observations up to it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The observations; NaN where one is missing.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    public static FilteredStates Filter(StateSpaceModel model, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        SeriesChecks.RequireNotTooLarge(values);
        return new FilteredStates(model, values);
    }

    /// <summary>The smoothed states: their distribution at each time given all observations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The observations; NaN where one is missing.</param>
    /// <param name="signals">Weights of sums of states whose mean and variance are to be known, too, as of a component.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    public static SmoothedStates Smooth(
        StateSpaceModel model, ReadOnlySpan<double> values, IReadOnlyList<IReadOnlyList<double>>? signals = null) =>
        new(model, Filter(model, values), signals ?? []);

    /// <summary>The log-likelihood, and where there is room for them the parts of single observations, or the filter's steps.</summary>
    internal static double Run(
        KalmanRecursion recursion, ReadOnlySpan<double> values, Span<double> contributions, FilterTrace? trace = null)
    {
        trace?.Clear(recursion.Mean.Length);
        double[] carried = new double[recursion.Mean.Length], work = new double[recursion.Mean.Length];
        for (int t = 0; t < values.Length; t++)
        {
            if (recursion.IsSteady && contributions.IsEmpty && !double.IsNaN(values[t]))
            {
                recursion.Transition.Apply(recursion.Gain, carried);
                t += RunSteady(recursion, values[t..], carried, work, trace, t) - 1;
                continue;
            }

            recursion.Observe(values[t]);
            trace?.Keep(t, recursion);
            recursion.Predict();
            if (!contributions.IsEmpty)
            {
                contributions[t] = recursion.Contribution;
            }
        }

        return recursion.LogLikelihood;
    }

    /// <summary>Goes on while the covariance does not change and no observation is missing; returns how many were taken.</summary>
    private static int RunSteady(
        KalmanRecursion recursion, ReadOnlySpan<double> values, double[] carried, double[] work, FilterTrace? trace, int time)
    {
        // The gain of the steady state is that of the next observation, which is taken as any other.
        recursion.Observe(values[0]);
        trace?.Keep(time, recursion);
        recursion.Predict();
        recursion.Transition.Apply(recursion.Gain, carried);
        double[] mean = recursion.Mean, observation = recursion.Observation;
        double squares = 0, added = 0;
        int taken = 1;
        for (; taken < values.Length && !double.IsNaN(values[taken]); taken++)
        {
            double innovation = values[taken];
            for (int i = 0; i < mean.Length; i++)
            {
                innovation -= observation[i] * mean[i];
            }

            trace?.KeepSteady(time + taken, innovation, mean);
            recursion.Transition.Apply(mean, work);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] = work[i] + (carried[i] * innovation);
            }

            // Squares are added up in blocks, so that those of a long series do not lose digits.
            squares += innovation * innovation;
            if ((taken & 1023) == 0)
            {
                (added, squares) = (added + squares, 0);
            }
        }

        double perStep = Math.Log(2 * Math.PI) + Math.Log(recursion.Variance);
        recursion.Skip(taken - 1, -0.5 * (((taken - 1) * perStep) + ((added + squares) / recursion.Variance)));
        return taken;
    }
}
