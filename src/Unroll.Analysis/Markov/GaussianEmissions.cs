using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Markov;

/// <summary>Normal distributions of one column or several, with a mean and a covariance for each state.</summary>
public sealed class GaussianEmissions : Emissions
{
    private static readonly double _logarithmOfTwoPi = Math.Log(2 * Math.PI);
    private readonly double[][] _factors;
    private readonly double[] _constants;
    private readonly bool _isDiagonal;

    /// <summary>Creates the distributions.</summary>
    /// <param name="means">The means, [state][column].</param>
    /// <param name="covariances">The covariances, of each state [column, column], positive definite.</param>
    /// <param name="isDiagonal">Whether columns are independent within a state, also when the covariances are estimated.</param>
    /// <exception cref="ArgumentException">The sizes do not belong together, or a covariance is not positive definite.</exception>
    public GaussianEmissions(double[][] means, double[][,] covariances, bool isDiagonal = false)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(covariances);
        if (means.Length == 0 || covariances.Length != means.Length || means[0] is not { Length: > 0 })
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(means.Length, "means")} and {CountFormatter.Format(covariances.Length, "covariances")}: "
                + "give one of both for each state.",
                nameof(covariances));
        }

        Means = [.. means.Select((mean, state) => Finite(mean, state, nameof(means)))];
        (Covariances, _isDiagonal) = ([.. covariances.Select(covariance => (double[,])covariance.Clone())], isDiagonal);
        _factors = [.. Covariances.Select((covariance, state) => Factor(covariance, state))];
        _constants =
        [
            .. _factors.Select(factor => -0.5 * ColumnCount * _logarithmOfTwoPi
                - Enumerable.Range(0, ColumnCount).Sum(k => Math.Log(factor[(k * ColumnCount) + k]))),
        ];
    }

    /// <summary>The means, [state][column].</summary>
    public double[][] Means { get; }

    /// <summary>The covariances, of each state [column, column].</summary>
    public double[][,] Covariances { get; }

    /// <inheritdoc/>
    public override int StateCount => Means.Length;

    /// <inheritdoc/>
    public override int ColumnCount => Means[0].Length;

    /// <inheritdoc/>
    public override int ParameterCount =>
        StateCount * (ColumnCount + (_isDiagonal ? ColumnCount : ColumnCount * (ColumnCount + 1) / 2));

    /// <summary>Normal distributions of one column.</summary>
    /// <param name="means">The mean in each state.</param>
    /// <param name="variances">The variance in each state, above 0.</param>
    /// <exception cref="ArgumentException">There are not as many of both, or a variance is not positive.</exception>
    public static GaussianEmissions OfOneColumn(double[] means, double[] variances) =>
        new([.. means.Select(mean => new[] { mean })], [.. variances.Select(variance => new[,] { { variance } })]);

    /// <inheritdoc/>
    public override double[] Mean(int state) => [.. Means[state]];

    /// <inheritdoc/>
    public override double[] StandardDeviation(int state) =>
        [.. Enumerable.Range(0, ColumnCount).Select(k => Math.Sqrt(Covariances[state][k, k]))];

    /// <inheritdoc/>
    public override double[] Sample(int state, Random random)
    {
        int columns = ColumnCount;
        double[] normal = new double[columns], row = Mean(state);
        Normal.Samples(random, normal, 0, 1);
        for (int k = 0; k < columns; k++)
        {
            for (int j = 0; j <= k; j++)
            {
                row[k] += _factors[state][(k * columns) + j] * normal[j];
            }
        }

        return row;
    }

    internal override void LogDensities(HiddenObservations observations, double[] result)
    {
        if (ColumnCount == 1)
        {
            OfOneColumn(observations, result);
            return;
        }

        int states = StateCount, columns = ColumnCount;
        double[] solved = new double[columns];
        for (int t = 0; t < observations.Count; t++)
        {
            for (int state = 0; state < states; state++)
            {
                result[(t * states) + state] = observations.IsMissing(t) ? 0
                    : _constants[state] - (0.5 * Distance(observations, t, state, solved));
            }
        }
    }

    internal override Emissions Estimate(HiddenObservations observations, double[] posteriors, double[] priors)
    {
        int states = StateCount, columns = ColumnCount;
        double[] weights = new double[states], sums = new double[states * columns];
        double[] squares = new double[states * columns * columns];
        if (columns == 1)
        {
            AddOneColumn(observations.Columns[0], posteriors, weights, sums, squares);
        }
        else
        {
            Add(observations, posteriors, weights, sums, squares);
        }

        double[][] means = new double[states][];
        double[][,] covariances = new double[states][,];
        for (int state = 0; state < states; state++)
        {
            double weight = weights[state];
            (means[state], covariances[state]) = (Means[state], Covariances[state]);
            if (weight <= 1e-8)
            {
                continue;
            }

            double[] steps = [.. sums.AsSpan(state * columns, columns).ToArray().Select(sum => sum / weight)];
            means[state] = [.. Means[state].Zip(steps, (mean, step) => mean + step)];
            covariances[state] = new double[columns, columns];
            for (int k = 0; k < columns; k++)
            {
                for (int j = _isDiagonal ? k : 0; j <= k; j++)
                {
                    double square = squares[(((state * columns) + k) * columns) + j] - (weight * steps[k] * steps[j]);

                    // Without a prior the variance of equal values falls towards 0, but does not become it.
                    square = j < k ? square : Math.Max(Math.Max(0, square) + priors[k], 1e-12 * weight * Covariances[state][k, k]);
                    covariances[state][k, j] = covariances[state][j, k] = square / weight;
                }
            }
        }

        return new GaussianEmissions(means, covariances, _isDiagonal);
    }

    internal override Emissions Reorder(int[] order) => new GaussianEmissions(
        [.. order.Select(state => Means[state])], [.. order.Select(state => Covariances[state])], _isDiagonal);

    /// <summary>
    /// Adds up weights, and moments about the former means, so that no digits are lost where values are far from zero.
    /// </summary>
    private void Add(HiddenObservations observations, double[] posteriors, double[] weights, double[] sums, double[] squares)
    {
        int states = StateCount, columns = ColumnCount;
        double[] shifted = new double[columns];
        for (int t = 0; t < observations.Count; t++)
        {
            for (int state = 0; state < states && !observations.IsMissing(t); state++)
            {
                double weight = posteriors[(t * states) + state];
                weights[state] += weight;
                double[] mean = Means[state];
                for (int k = 0; k < columns; k++)
                {
                    shifted[k] = observations.Columns[k][t] - mean[k];
                    sums[(state * columns) + k] += weight * shifted[k];
                    for (int j = _isDiagonal ? k : 0; j <= k; j++)
                    {
                        squares[(((state * columns) + k) * columns) + j] += weight * shifted[k] * shifted[j];
                    }
                }
            }
        }
    }

    private void AddOneColumn(double[] column, double[] posteriors, double[] weights, double[] sums, double[] squares)
    {
        for (int state = 0; state < weights.Length; state++)
        {
            double mean = Means[state][0], all = 0, first = 0, second = 0;
            for (int t = 0, at = state; t < column.Length; t++, at += weights.Length)
            {
                double shifted = column[t] - mean, weight = double.IsNaN(shifted) ? 0 : posteriors[at];
                double moment = weight > 0 ? weight * shifted : 0;
                all += weight;
                first += moment;
                second += weight > 0 ? moment * shifted : 0;
            }

            (weights[state], sums[state], squares[state]) = (all, first, second);
        }
    }

    private void OfOneColumn(HiddenObservations observations, double[] result)
    {
        int states = StateCount;
        double[] column = observations.Columns[0];
        for (int state = 0; state < states; state++)
        {
            double mean = Means[state][0], inverse = 1 / _factors[state][0], constant = _constants[state];
            for (int t = 0, at = state; t < column.Length; t++, at += states)
            {
                double distance = (column[t] - mean) * inverse;
                result[at] = double.IsNaN(distance) ? 0 : constant - (0.5 * distance * distance);
            }
        }
    }

    /// <summary>The squared distance of a row from a state's mean, in standard deviations.</summary>
    private double Distance(HiddenObservations observations, int time, int state, double[] solved)
    {
        double[] factor = _factors[state], mean = Means[state];
        double sum = 0;
        for (int k = 0; k < solved.Length; k++)
        {
            double rest = observations.Columns[k][time] - mean[k];
            for (int j = 0; j < k; j++)
            {
                rest -= factor[(k * solved.Length) + j] * solved[j];
            }

            solved[k] = rest / factor[(k * solved.Length) + k];
            sum += solved[k] * solved[k];
        }

        return sum;
    }

    private static double[] Finite(double[] mean, int state, string parameter) =>
        mean is not null && Array.TrueForAll(mean, double.IsFinite) ? [.. mean] : throw new ArgumentException(
            $"The mean of state {state} (from 0) is {(mean is null ? "null" : string.Join(", ", mean))}: give finite numbers.",
            parameter);

    /// <summary>The lower factor of a covariance by Cholesky's method, row by row.</summary>
    private double[] Factor(double[,] covariance, int state)
    {
        int columns = Means[state].Length;
        if (covariance.GetLength(0) != columns || covariance.GetLength(1) != columns || columns != ColumnCount)
        {
            throw new ArgumentException(
                $"A covariance is {covariance.GetLength(0)} × {covariance.GetLength(1)} beside a mean of {columns}, but there are "
                + $"{CountFormatter.Format(ColumnCount, "columns")}: give a row and a column for each.",
                nameof(covariance));
        }

        if (columns == 1 && covariance[0, 0] > 0 && double.IsFinite(covariance[0, 0]))
        {
            return [Math.Sqrt(covariance[0, 0])];
        }

        if (columns == 1 || !IsSymmetric(covariance))
        {
            throw NoCovariance(state, null);
        }

        try
        {
            return Matrix<double>.Build.DenseOfArray(covariance).Cholesky().Factor.ToRowMajorArray();
        }
        catch (ArgumentException exception)
        {
            throw NoCovariance(state, exception);
        }
    }

    /// <summary>Whether a matrix is finite and, but for rounding, symmetric.</summary>
    private static bool IsSymmetric(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double bound = 1e-9 * Math.Sqrt(Math.Abs(matrix[i, i] * matrix[j, j]));
                if (!double.IsFinite(matrix[i, j]) || !(Math.Abs(matrix[i, j] - matrix[j, i]) <= bound))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static ArgumentException NoCovariance(int state, Exception? inner) => new(
        $"The covariance of state {state} (from 0) is none: it must be finite and symmetric, with variances above 0 and no column that "
        + "follows from others.", inner);
}
