using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A structural model fitted to a series: estimates, components over time, forecasts, and updates by further observations.
/// </summary>
public sealed class StructuralFit
{
    private readonly double[] _series;
    private readonly double[] _parameters;
    private readonly StateSpaceModel _space;
    private SmoothedStates? _smoothed;

    internal StructuralFit(StructuralModel model, double[] series, double[] parameters)
    {
        (Model, _series, _parameters) = (model, series, parameters);
        _space = model.StateSpace(parameters);
        Filtered = KalmanFilter.Filter(_space, series);
        if (Filtered.IsDiffuseAtEnd)
        {
            throw new InputException(
                "The series does not determine all states of the model: regressors are collinear with each other or with a "
                + "component, or there are "
                + "too few values. Leave one out.");
        }

        Parameters = Estimates();
    }

    /// <summary>The model.</summary>
    public StructuralModel Model { get; }

    /// <summary>The estimates, in the order of the model's parameters.</summary>
    public IReadOnlyList<ParameterEstimate> Parameters { get; }

    /// <summary>The states by the observations up to each time, with innovations.</summary>
    public FilteredStates Filtered { get; }

    /// <summary>The states by all observations.</summary>
    public SmoothedStates Smoothed =>
        _smoothed ??= KalmanFilter.Smooth(_space, _series, [.. Model.Components.Select(Weights)]);

    /// <summary>The greatest log-likelihood.</summary>
    public double LogLikelihood => Filtered.LogLikelihood;

    /// <summary>Akaike's information criterion, of the estimated parameters and the states that are diffuse at the start.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * (_parameters.Length + _space.IsDiffuse.Count(diffuse => diffuse)));

    /// <summary>The linear Gaussian model with the estimates.</summary>
    public StateSpaceModel StateSpace => _space;

    /// <summary>The components over time by all observations, with their uncertainty.</summary>
    public IReadOnlyList<ComponentEstimate> Components
    {
        get
        {
            SmoothedStates smoothed = Smoothed;
            return
            [
                .. Model.Components.Select((component, i) => (component, i)).Where(pair => pair.component is not Regression).Select(pair =>
                    new ComponentEstimate(
                        pair.component.Name, smoothed.SignalMeans[pair.i], [.. smoothed.SignalVariances[pair.i].Select(Math.Sqrt)])),
            ];
        }
    }

    /// <summary>The coefficients of regressors.</summary>
    public IReadOnlyList<ParameterEstimate> Coefficients
    {
        get
        {
            List<ParameterEstimate> found = [];
            int offset = 0, last = _series.Length - 1;
            foreach (StructuralComponent component in Model.Components)
            {
                for (int i = 0; component is Regression regression && i < regression.StateCount; i++)
                {
                    double scale = regression.ScaleOf(i);
                    found.Add(new ParameterEstimate(
                        regression.Names[i], Filtered.Mean(last, offset + i) / scale,
                        Math.Sqrt(Filtered.Variance(last, offset + i)) / scale));
                }

                offset += component.StateCount;
            }

            return found;
        }
    }

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps.</param>
    /// <param name="regressors">The regressors at those steps, [column][step]; null where the model has none.</param>
    /// <exception cref="InputException">Regressors are missing or too short.</exception>
    public ForecastResult Forecast(int horizon, double[][]? regressors = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        StateSpaceModel space = _space;
        if (Model.Components.OfType<Regression>().FirstOrDefault() is { } regression)
        {
            regression.RequireComing(horizon, regressors);
            space = (Model with
            {
                Components = [.. Model.Components.Select(part => part is Regression own ? own.Append(regressors!) : part)],
            }).StateSpace(_parameters);
        }

        return new OnlineFilter(space, _series).Forecast(horizon);
    }

    /// <summary>A filter that stands at the end of the series and takes further observations one by one.</summary>
    /// <exception cref="NotSupportedException">The model has regressors, whose coming values it does not know.</exception>
    public OnlineFilter Online() => _space.Regressors.Count == 0 ? new OnlineFilter(_space, _series)
        : throw new NotSupportedException(
            "A model with regressors is not updated online: fit it anew with the regressors of the new times.");

    private double[] Weights(StructuralComponent component)
    {
        double[] weights = new double[_space.StateCount];
        int offset = Model.Components.TakeWhile(other => other != component).Sum(other => other.StateCount);
        for (int i = 0; i < component.StateCount; i++)
        {
            weights[offset + i] = _space.Observation[offset + i];
        }

        return weights;
    }

    private ParameterEstimate[] Estimates()
    {
        IReadOnlyList<StructuralParameter> described = Model.Parameters;
        double largest = described.Select((parameter, i) => parameter.IsVariance ? _parameters[i] : 0).DefaultIfEmpty(0).Max();

        // A variance so small against the others is 0 by rounding: the likelihood has no maximum inside, and no curvature there.
        bool[] atBound = [.. described.Select((parameter, i) => IsAtBound(parameter, _parameters[i], largest))];
        bool byScores = Model.StandardErrors == StandardErrors.OuterProduct;
        int[] inside = [.. Enumerable.Range(0, _parameters.Length).Where(i => byScores || !atBound[i])];
        double[] scales = [.. inside.Select(i => described[i].IsVariance ? Math.Max(_parameters[i], 1e-4 * largest) : 0.1)];
        double[] at = [.. inside.Select(i => _parameters[i])];
        double[] all = [.. _parameters];
        StateSpaceModel With(ReadOnlySpan<double> some)
        {
            for (int k = 0; k < inside.Length; k++)
            {
                all[inside[k]] = some[k];
            }

            return Model.StateSpace(all);
        }

        double?[] errors = byScores
            ? Information.ByOuterProduct(
                (some, parts) => KalmanFilter.Run(new KalmanRecursion(With(some)), _series, parts), _series.Length, at, scales,
                [.. inside.Select(i => atBound[i])])
            : Information.ByHessian(some => -KalmanFilter.Run(new KalmanRecursion(With(some)), _series, default), at, scales);
        return
        [
            .. described.Select((parameter, i) =>
                new ParameterEstimate(parameter.Name, _parameters[i], Array.IndexOf(inside, i) is >= 0 and var k ? errors[k] : null)),
        ];
    }

    private static bool IsAtBound(StructuralParameter parameter, double value, double largest) =>
        parameter is { Lower: { } lower, Upper: { } upper }
            ? value - lower < 1e-4 * (upper - lower) || upper - value < 1e-4 * (upper - lower)
        : value < 1e-6 * largest;
}
