namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The Kalman filter and smoother of several series together, one observation at a time (Durbin and Koopman 2012, 6.4): likelihood, states
/// by the past and by all observations, draws of the states, and forecasts. Any value of a time may be missing, as NaN.
/// </summary>
/// <example><c>MultivariateKalmanFilter.Smooth(model, [first, second]).Mean(time, state)</c></example>
public static class MultivariateKalmanFilter
{
    /// <summary>The log-likelihood of series, without keeping anything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="series">The observations, [series][time]; NaN where one is missing.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    /// <exception cref="ArgumentException">The series are not as many as the model has, or of unequal length.</exception>
    public static double LogLikelihood(MultivariateStateSpaceModel model, IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(model);
        int count = model.Check(series);
        MultivariateRecursion recursion = new(model);
        for (int time = 0; time < count; time++)
        {
            recursion.Observe(series, time);
            recursion.Predict();
        }

        return recursion.States.LogLikelihood;
    }

    /// <summary>The filtered states: their distribution at each time given the observations up to it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="series">The observations, [series][time]; NaN where one is missing.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    /// <exception cref="ArgumentException">The series are not as many as the model has, or of unequal length.</exception>
    public static MultivariateFilteredStates Filter(MultivariateStateSpaceModel model, IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Check(series);
        return new MultivariateFilteredStates(model, series);
    }

    /// <summary>The smoothed states: their distribution at each time given all observations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="series">The observations, [series][time]; NaN where one is missing.</param>
    /// <param name="signals">Weights of sums of states whose mean and variance are to be known, too, as of a component.</param>
    /// <exception cref="InputException">An observation is infinite.</exception>
    /// <exception cref="ArgumentException">The series are not as many as the model has, or of unequal length.</exception>
    public static MultivariateSmoothedStates Smooth(
        MultivariateStateSpaceModel model, IReadOnlyList<double[]> series, IReadOnlyList<IReadOnlyList<double>>? signals = null) =>
        new(model, Filter(model, series), signals ?? []);

    /// <summary>
    /// A random draw of the states given all observations (Durbin and Koopman 2002): a path of the model without observations, moved by the
    /// smoothed mean of what the observations differ from it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="series">The observations, [series][time]; NaN where one is missing.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>The states, [time][state].</returns>
    /// <exception cref="InputException">An observation is infinite.</exception>
    /// <exception cref="ArgumentException">The series are not as many as the model has, or of unequal length.</exception>
    public static double[][] Draw(MultivariateStateSpaceModel model, IReadOnlyList<double[]> series, Random random)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(random);
        int count = model.Check(series);
        MultivariateSimulation simulation = new(model, random);
        double[][] path = simulation.States(count), drawn = simulation.Observations(path);
        for (int i = 0; i < drawn.Length; i++)
        {
            for (int time = 0; time < count; time++)
            {
                drawn[i][time] = series[i][time] - drawn[i][time];
            }
        }

        MultivariateSmoothedStates smoothed = Smooth(simulation.WithoutMean, drawn);
        for (int time = 0; time < count; time++)
        {
            for (int state = 0; state < model.StateCount; state++)
            {
                path[time][state] += smoothed.Mean(time, state);
            }
        }

        return path;
    }
}
