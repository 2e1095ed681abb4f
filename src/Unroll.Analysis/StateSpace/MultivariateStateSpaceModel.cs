namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A linear Gaussian state space model of several series: y_t = Z·α_t + ε_t with ε_t ~ N(0, H), and α_{t+1} = T·α_t + η_t with
/// η_t ~ N(0, Q) (Durbin and Koopman 2012, chapter 3). States are known at the start by mean and covariance, or diffuse.
/// </summary>
/// <example>
/// Two series with a level in common: <c>new MultivariateStateSpaceModel(new double[,] { { 1 }, { 2 } }, new double[,] { { 1 } },
/// new double[,] { { q } }, new double[,] { { h, 0 }, { 0, h } })</c>.
/// </example>
public sealed class MultivariateStateSpaceModel
{
    /// <summary>Creates a model of which all states are diffuse at the start.</summary>
    /// <param name="observation">Z, [series, states]: how the states make up each series.</param>
    /// <param name="transition">T, [states, states].</param>
    /// <param name="stateCovariance">Q, [states, states], symmetric, with eigenvalues that are not negative.</param>
    /// <param name="observationCovariance">H, [series, series], likewise.</param>
    /// <exception cref="ArgumentException">The sizes do not belong together, or H is no covariance.</exception>
    public MultivariateStateSpaceModel(
        double[,] observation, double[,] transition, double[,] stateCovariance, double[,] observationCovariance)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(transition);
        ArgumentNullException.ThrowIfNull(stateCovariance);
        ArgumentNullException.ThrowIfNull(observationCovariance);
        (int series, int states) = (observation.GetLength(0), observation.GetLength(1));
        if (series == 0 || states == 0)
        {
            throw new ArgumentException(
                $"observation is {series} × {states}, but a row for each series and a column for each state is expected, one of each at "
                + "least.", nameof(observation));
        }

        CheckSquare(transition, states, "states", nameof(transition));
        CheckSquare(stateCovariance, states, "states", nameof(stateCovariance));
        CheckSquare(observationCovariance, series, "series", nameof(observationCovariance));
        (Observation, TransitionMatrix, StateCovariance) = (observation, transition, stateCovariance);
        ObservationCovariance = observationCovariance;
        IsDiffuse = [.. Enumerable.Repeat(true, states)];
        (InitialMean, InitialCovariance) = (new double[states], new double[states, states]);
        if (!DecorrelatedRow.IsCovariance(observationCovariance))
        {
            throw new ArgumentException(
                "observationCovariance is no covariance: it must be symmetric and finite, with eigenvalues that are not negative.",
                nameof(observationCovariance));
        }
    }

    /// <summary>Z, [series, states].</summary>
    public double[,] Observation { get; }

    /// <summary>T, [states, states].</summary>
    public double[,] TransitionMatrix { get; }

    /// <summary>Q, [states, states].</summary>
    public double[,] StateCovariance { get; }

    /// <summary>H, [series, series], the covariance of what is not explained at one time alone.</summary>
    public double[,] ObservationCovariance { get; }

    /// <summary>The states that are diffuse at the start; all by default.</summary>
    public bool[] IsDiffuse { get; init; }

    /// <summary>The mean of the states at the first observation; zeros by default.</summary>
    public double[] InitialMean { get; init; }

    /// <summary>The covariance of the states at the first observation, apart from diffuse ones; zeros by default.</summary>
    public double[,] InitialCovariance { get; init; }

    /// <summary>The number of series.</summary>
    public int SeriesCount => Observation.GetLength(0);

    /// <summary>The number of states.</summary>
    public int StateCount => Observation.GetLength(1);

    /// <summary>The states alone, as a model of the first series: what the recursion starts from and goes on by.</summary>
    internal StateSpaceModel States() => new(
        [.. Enumerable.Range(0, StateCount).Select(state => Observation[0, state])], TransitionMatrix, StateCovariance,
        ObservationCovariance[0, 0])
    {
        IsDiffuse = IsDiffuse,
        InitialMean = InitialMean,
        InitialCovariance = InitialCovariance,
    };

    /// <summary>Refuses series that are not as many as the model has, of unequal length, or with an infinite value.</summary>
    /// <param name="series">The series, [series][time].</param>
    internal int Check(IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count != SeriesCount || series.Any(values => values.Length != series[0].Length))
        {
            throw new ArgumentException(
                $"The model has {CountFormatter.Format(SeriesCount, "series")}, but {series.Count} of "
                + $"{string.Join(", ", series.Select(values => values.Length))} values were given: give as many, all of one length.",
                nameof(series));
        }

        foreach (double[] values in series)
        {
            SeriesChecks.RequireNotTooLarge(values);
        }

        return series[0].Length;
    }

    private static void CheckSquare(double[,] matrix, int size, string of, string name)
    {
        if (matrix.GetLength(0) != size || matrix.GetLength(1) != size)
        {
            throw new ArgumentException(
                $"{name} is {matrix.GetLength(0)} × {matrix.GetLength(1)}, but must be {size} × {size}: there are {size} {of}.", name);
        }
    }
}
