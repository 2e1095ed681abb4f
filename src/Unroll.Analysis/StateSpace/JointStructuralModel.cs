namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Seemingly unrelated structural time series (Harvey 1989, 8.2): several series, each of the same components with states of its own, whose
/// disturbances hang together. Each variance of the model of one series becomes a covariance of the series; numbers between bounds, such as
/// a damping, are the same for all. A covariance of less than full rank is a component in common, as a level that several series share.
/// </summary>
/// <example>
/// <c>new JointStructuralModel(new StructuralModel([new LocalLevel()])).Fit(["north", "south"], [north, south]).Covariances</c>
/// </example>
/// <param name="Each">The model of each series.</param>
public sealed record JointStructuralModel(StructuralModel Each)
{
    /// <summary>The most series: of more, the covariances have too many numbers to be found.</summary>
    internal const int MostSeries = 12;

    /// <summary>The state space model of certain parameters: states are those of the model of one, each for all series in turn.</summary>
    /// <param name="covariances">The covariance of the series for each variance of the model of one, in its order.</param>
    /// <param name="shared">The other parameters of the single model, in their order.</param>
    /// <exception cref="ArgumentException">There are more or fewer of them than the model has.</exception>
    public MultivariateStateSpaceModel StateSpace(IReadOnlyList<double[,]> covariances, ReadOnlySpan<double> shared)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        IReadOnlyList<StructuralParameter> described = Each.Parameters;
        int[] variances = [.. Enumerable.Range(0, described.Count).Where(i => described[i].IsVariance)];
        if (covariances.Count != variances.Length || shared.Length != described.Count - variances.Length || variances.Length == 0)
        {
            throw new ArgumentException(
                $"The model has {CountFormatter.Format(variances.Length, "variances")} and "
                + $"{CountFormatter.Format(described.Count - variances.Length, "other parameters")}, but {covariances.Count} and "
                + $"{shared.Length} were given: give one of each, and a model with variances.", nameof(covariances));
        }

        double[] parameters = new double[described.Count];
        for (int i = 0, next = 0; i < parameters.Length; i++)
        {
            parameters[i] = described[i].IsVariance ? 0 : shared[next++];
        }

        int series = covariances[0].GetLength(0);
        StateSpaceModel still = Each.StateSpace(parameters);
        double[,] disturbances = new double[still.StateCount * series, still.StateCount * series];
        double[,] initial = new double[still.StateCount * series, still.StateCount * series];
        double[,] noise = new double[series, series];
        for (int k = 0; k < variances.Length; k++)
        {
            // Covariances are linear in each variance: what one of 1 adds is what each number of the series' covariance adds.
            parameters[variances[k]] = 1;
            StateSpaceModel unit = Each.StateSpace(parameters);
            parameters[variances[k]] = 0;
            AddProduct(disturbances, unit.StateCovariance, still.StateCovariance, covariances[k]);
            AddProduct(initial, unit.InitialCovariance, still.InitialCovariance, covariances[k]);
            AddProduct(
                noise, new double[,] { { unit.ObservationVariance } }, new double[,] { { still.ObservationVariance } }, covariances[k]);
        }

        double[,] observation = new double[series, still.StateCount * series], transition = new double[
            still.StateCount * series, still.StateCount * series];
        for (int i = 0; i < still.StateCount; i++)
        {
            for (int own = 0; own < series; own++)
            {
                observation[own, (i * series) + own] = still.Observation[i];
                for (int j = 0; j < still.StateCount; j++)
                {
                    transition[(i * series) + own, (j * series) + own] = still.TransitionMatrix[i, j];
                }
            }
        }

        return new MultivariateStateSpaceModel(observation, transition, disturbances, noise)
        {
            IsDiffuse = [.. Enumerable.Range(0, still.StateCount * series).Select(state => still.IsDiffuse[state / series])],
            InitialCovariance = initial,
        };
    }

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="names">A name for each series.</param>
    /// <param name="series">The series in the order of time, [series][time]; NaN where a value is missing.</param>
    /// <exception cref="InputException">
    /// There are fewer than two series, or more than 12; one has too few values, is constant or has an infinite one; or the model has a
    /// component whose parameters are not variances or single numbers between bounds, such as an autoregression or a regression.
    /// </exception>
    /// <exception cref="ArgumentException">The series are of unequal length, or have not as many names.</exception>
    public JointStructuralFit Fit(IReadOnlyList<string> names, IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(series);
        if (names.Count != series.Count || series.Any(values => values.Length != series[0].Length))
        {
            throw new ArgumentException(
                $"{CountFormatter.Format(names.Count, "names")} and {CountFormatter.Format(series.Count, "series")} of "
                + $"{string.Join(", ", series.Select(values => values.Length))} values were given: give a name for each series, and series "
                + "of one length.", nameof(series));
        }

        if (series.Count is < 2 or > MostSeries)
        {
            throw new InputException(
                $"A model of series together takes 2 to {MostSeries} of them, but there {(series.Count == 1 ? "is" : "are")} "
                + $"{series.Count}: give as many, or fit each by itself.");
        }

        if (Each.Components.FirstOrDefault(component => component is Autoregression or Cycle or Regression) is { } other)
        {
            throw new InputException(
                $"The component {other.Name} has parameters that differ between series, so that they are not fitted together: leave it "
                + "out, or fit each series by itself.");
        }

        return new JointStructuralFit(this, [.. names], [.. series]);
    }

    /// <summary>Adds the Kronecker product of what a variance of 1 adds, and a covariance of the series.</summary>
    private static void AddProduct(double[,] sum, double[,] with, double[,] without, double[,] covariance)
    {
        int size = with.GetLength(0), series = covariance.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double factor = with[i, j] - without[i, j];
                for (int own = 0; own < series && factor != 0; own++)
                {
                    for (int other = 0; other < series; other++)
                    {
                        sum[(i * series) + own, (j * series) + other] += factor * covariance[own, other];
                    }
                }
            }
        }
    }
}
