namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A structural time series model (Harvey 1989; Durbin and Koopman 2012, chapter 3): components that add up to the observations, with
/// observation noise, estimated by maximum likelihood with a Kalman filter.
/// </summary>
/// <example>
/// Level, slope and season of a monthly series: <c>new StructuralModel([new LocalLinearTrend(), new DummySeasonal(12)]).Fit(values)</c>.
/// </example>
public sealed record StructuralModel
{
    /// <summary>Creates a model.</summary>
    /// <param name="components">What the observations are made up of.</param>
    /// <exception cref="ArgumentException">There are no components, or two of one name.</exception>
    public StructuralModel(IReadOnlyList<StructuralComponent> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        if (components.Count == 0)
        {
            throw new ArgumentException("A structural model needs at least one component, such as a local level.", nameof(components));
        }

        if (components.GroupBy(component => component.Name).FirstOrDefault(group => group.Count() > 1) is { } group)
        {
            throw new ArgumentException(
                $"There are {group.Count()} components named {group.Key}, which could not be told apart: leave one.", nameof(components));
        }

        Components = components;
    }

    /// <summary>The parts that the observations are made up of.</summary>
    public IReadOnlyList<StructuralComponent> Components { get; init; }

    /// <summary>Whether each observation has noise of its own, beside the components.</summary>
    public bool HasObservationNoise { get; init; } = true;

    /// <summary>The treatment of states of which nothing is known at the start.</summary>
    public DiffuseStart Start { get; init; }

    /// <summary>The variance of such states with <see cref="DiffuseStart.Approximate"/>.</summary>
    public double ApproximateVariance { get; init; } = 1e6;

    /// <summary>The estimator of standard errors.</summary>
    public StandardErrors StandardErrors { get; init; }

    /// <summary>The number of states.</summary>
    public int StateCount => Components.Sum(component => component.StateCount);

    /// <summary>The parameters, the variance of the observation noise first.</summary>
    public IReadOnlyList<StructuralParameter> Parameters =>
    [
        .. HasObservationNoise ? [new StructuralParameter("observation-variance")] : Array.Empty<StructuralParameter>(),
        .. Components.SelectMany(component => component.Parameters),
    ];

    /// <summary>The state space model of certain parameters.</summary>
    /// <param name="parameters">Values of <see cref="Parameters"/>.</param>
    public StateSpaceModel StateSpace(ReadOnlySpan<double> parameters)
    {
        int size = StateCount, offset = 0, read = HasObservationNoise ? 1 : 0;
        int wanted = read + Components.Sum(component => component.Parameters.Count);
        if (parameters.Length != wanted)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(parameters.Length, "parameters")}, but the model has {wanted}: give as many.",
                nameof(parameters));
        }

        double[] observation = new double[size];
        double[,] transition = new double[size, size], covariance = new double[size, size], initial = new double[size, size];
        bool[] diffuse = [.. Enumerable.Repeat(true, size)];
        Dictionary<int, double[]> regressors = [];
        foreach (StructuralComponent component in Components)
        {
            int count = component.Parameters.Count;
            component.Write(
                new StructuralPart(offset, observation, transition, covariance, initial, diffuse, regressors) { Start = Start },
                parameters.Slice(read, count));
            read += count;
            offset += component.StateCount;
        }

        return new StateSpaceModel(observation, transition, covariance, HasObservationNoise ? parameters[0] : 0)
        {
            IsDiffuse = diffuse,
            InitialCovariance = initial,
            Regressors = regressors,
            Start = Start,
            ApproximateVariance = ApproximateVariance,
        };
    }

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="values">The series in the order of time; NaN where a value is missing.</param>
    /// <exception cref="InputException">
    /// There are too few values for the states and parameters, all are the same, one is infinite, or regressors have another length.
    /// </exception>
    public StructuralFit Fit(ReadOnlySpan<double> values)
    {
        double[] series = values.ToArray();
        return new StructuralFit(this, series, Estimate(series));
    }

    /// <summary>
    /// The posterior by Gibbs sampling (Scott and Varian 2014): regressors are taken or left, each with some probability (spike and slab),
    /// so that there may be more of them than values.
    /// </summary>
    /// <param name="values">The series in the order of time; NaN where a value is missing.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// There are too few values, all are the same, one is infinite, or regressors have another length; or there are regressors without
    /// observation noise.
    /// </exception>
    public StructuralPosterior Sample(
        ReadOnlySpan<double> values, PosteriorOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Draws, 1, nameof(options));
        StructuralModel states = this with { Components = [.. Components.Where(component => component is not Regression)] };
        if (states.Components.Count == 0)
        {
            throw new InputException("The posterior needs a component beside the regressors: add a local level, fixed for an intercept.");
        }

        double[] series = states.Checked(values);
        RequireAsLong(series);
        return HasObservationNoise || !Components.OfType<Regression>().Any()
            ? new StructuralPosterior(this, series, options, cancellation)
            : throw new InputException("Regressors are drawn together with the observation noise: leave it in the model.");
    }

    /// <summary>The parameters of greatest likelihood; roughly so where models are only compared by it.</summary>
    internal double[] Estimate(double[] values, bool isRough = false) => new StructuralEstimation(this, Checked(values)).Maximize(isRough);

    /// <summary>Values of all parameters from numbers without bounds.</summary>
    internal void Constrain(ReadOnlySpan<double> free, double scale, Span<double> parameters)
    {
        int read = 0;
        if (HasObservationNoise)
        {
            parameters[0] = Parameters[0].Constrain(free[0], scale);
            read++;
        }

        foreach (StructuralComponent component in Components)
        {
            int count = component.Parameters.Count;
            component.Constrain(free.Slice(read, count), scale, parameters.Slice(read, count));
            read += count;
        }
    }

    /// <summary>The series, which is refused where it cannot determine the model.</summary>
    private double[] Checked(ReadOnlySpan<double> values)
    {
        SeriesChecks.RequireSquares(values, SeriesChecks.LargestOfVariances);
        double[] series = values.ToArray();
        double[] known = [.. series.Where(value => !double.IsNaN(value))];
        int needed = StateCount + Parameters.Count + 1;
        if (known.Length < needed)
        {
            throw new InputException(
                $"The series has {CountFormatter.Format(known.Length, "values")}, but {CountFormatter.Format(StateCount, "states")} and "
                + $"{CountFormatter.Format(Parameters.Count, "parameters")} need at least {needed}: take a longer series, or "
                + "fewer components.");
        }

        if (known.All(value => value == known[0]))
        {
            throw new InputException($"All values are {known[0]}: a constant series has no variances to be estimated.");
        }

        RequireAsLong(series);
        return series;
    }

    private void RequireAsLong(double[] series)
    {
        foreach (Regression regression in Components.OfType<Regression>().Where(regression => regression.Length != series.Length))
        {
            throw new InputException(
                $"The regressors have {CountFormatter.Format(regression.Length, "values")}, but the series has {series.Length}: each time "
                + "needs one.");
        }
    }
}
