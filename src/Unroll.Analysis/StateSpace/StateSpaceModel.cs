namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A linear Gaussian state space model of one series: y_t = z_t'α_t + ε_t with ε_t ~ N(0, h), and α_{t+1} = T·α_t + η_t with η_t ~ N(0, Q)
/// (Durbin and Koopman 2012, chapter 3). States are known at the start by mean and covariance, or diffuse.
/// </summary>
/// <example>A random walk in noise: <c>new StateSpaceModel([1], new double[,] { { 1 } }, new double[,] { { q } }, h)</c>.</example>
public sealed class StateSpaceModel
{
    /// <summary>Creates a model of which all states are diffuse at the start.</summary>
    /// <param name="observation">z: how the states make up an observation.</param>
    /// <param name="transition">T.</param>
    /// <param name="stateCovariance">Q, symmetric, with eigenvalues that are not negative.</param>
    /// <param name="observationVariance">h, not negative.</param>
    /// <exception cref="ArgumentException">The sizes do not belong together.</exception>
    public StateSpaceModel(double[] observation, double[,] transition, double[,] stateCovariance, double observationVariance)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(transition);
        ArgumentNullException.ThrowIfNull(stateCovariance);
        int size = observation.Length;
        CheckSquare(transition, size, nameof(transition));
        CheckSquare(stateCovariance, size, nameof(stateCovariance));
        if (!(observationVariance >= 0) || !double.IsFinite(observationVariance))
        {
            throw new ArgumentOutOfRangeException(
                nameof(observationVariance), observationVariance,
                "The variance of the observations must be a finite number of at least 0.");
        }

        CheckFinite(observation, nameof(observation));
        CheckFinite(transition.Cast<double>(), nameof(transition));
        if (!IsDiagonalCovariance(stateCovariance) && !DecorrelatedRow.IsCovariance(stateCovariance))
        {
            throw new ArgumentException(
                "stateCovariance is no covariance: it must be symmetric and finite, with eigenvalues that are not negative.",
                nameof(stateCovariance));
        }

        (Observation, ObservationVariance) = (observation, observationVariance);
        (TransitionMatrix, StateCovariance) = (transition, stateCovariance);
        IsDiffuse = [.. Enumerable.Repeat(true, size)];
        (InitialMean, InitialCovariance) = (new double[size], new double[size, size]);
    }

    /// <summary>z, of one number a state; regressors take the place of those numbers that they stand at.</summary>
    public double[] Observation { get; }

    /// <summary>T, [states, states].</summary>
    public double[,] TransitionMatrix { get; }

    /// <summary>Q, [states, states].</summary>
    public double[,] StateCovariance { get; }

    /// <summary>h, the variance of what is not explained at one time alone.</summary>
    public double ObservationVariance { get; }

    /// <summary>The states that are diffuse at the start; all by default.</summary>
    public bool[] IsDiffuse { get; init; }

    /// <summary>The mean of the states at the first observation; zeros by default.</summary>
    public double[] InitialMean { get; init; }

    /// <summary>The covariance of the states at the first observation, apart from diffuse ones; zeros by default.</summary>
    public double[,] InitialCovariance { get; init; }

    /// <summary>Columns that stand in z in place of fixed numbers, by the state that is their coefficient.</summary>
    public IReadOnlyDictionary<int, double[]> Regressors { get; init; } = new Dictionary<int, double[]>();

    /// <summary>The treatment of diffuse states.</summary>
    public DiffuseStart Start { get; init; }

    /// <summary>The variance of diffuse states with <see cref="DiffuseStart.Approximate"/>.</summary>
    public double ApproximateVariance { get; init; } = 1e6;

    /// <summary>The number of states.</summary>
    public int StateCount => Observation.Length;

    internal double[] Flat(double[,] matrix)
    {
        double[] flat = new double[StateCount * StateCount];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }

    private static void CheckFinite(IEnumerable<double> values, string name)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(FormattableString.Invariant($"{name} has the number {value}: give finite ones."), name);
            }
        }
    }

    /// <summary>Whether a matrix is the covariance of independent disturbances, as of most models, which is told at once.</summary>
    private static bool IsDiagonalCovariance(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                if (i == j ? !(matrix[i, i] >= 0 && double.IsFinite(matrix[i, i])) : matrix[i, j] != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void CheckSquare(double[,] matrix, int size, string name)
    {
        if (matrix.GetLength(0) != size || matrix.GetLength(1) != size || size == 0)
        {
            throw new ArgumentException(
                $"{name} is {matrix.GetLength(0)} × {matrix.GetLength(1)}, but must be {size} × {size}, as there are {size} states, "
                + "of which "
                + "one is the least.",
                name);
        }
    }
}
