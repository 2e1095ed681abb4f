using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>A structural model of several series together, fitted by maximum likelihood.</summary>
public sealed class JointStructuralFit
{
    /// <summary>A variance so small beside the greatest of its series is 0 by rounding: the likelihood has no curvature there.</summary>
    private const double AtBound = 1e-6;

    /// <summary>A correlation so near to 1 is 1: the component is one in common.</summary>
    private const double InCommon = 0.999;

    private readonly double[][,] _covariances;
    private readonly double[] _shared;
    private MultivariateSmoothedStates? _smoothed;

    internal JointStructuralFit(JointStructuralModel model, string[] names, double[][] series)
    {
        (Model, Names, Series) = (model, names, series);
        JointEstimation estimation = new(model, series);
        (_covariances, _shared) = estimation.Maximize();
        StateSpace = model.StateSpace(_covariances, _shared);
        Filtered = MultivariateKalmanFilter.Filter(StateSpace, series);
        LogLikelihoodAlone = estimation.LogLikelihoodAlone;
        Covariances = [.. estimation.Names.Zip(_covariances, SeriesCovariance.Of)];
        Parameters = Estimates(estimation);
    }

    /// <summary>The model.</summary>
    public JointStructuralModel Model { get; }

    /// <summary>The names of the series.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The covariance of the series for each kind of disturbance, that of the observations first.</summary>
    public IReadOnlyList<SeriesCovariance> Covariances { get; }

    /// <summary>
    /// The estimates: each series' variances (<c>level-variance of north</c>), correlations of two series (<c>level-correlation of north
    /// and south</c>), and what is the same for all. Standard errors by the observed information, none at a bound.
    /// </summary>
    public IReadOnlyList<ParameterEstimate> Parameters { get; }

    /// <summary>The linear Gaussian model with the estimates.</summary>
    public MultivariateStateSpaceModel StateSpace { get; }

    /// <summary>The states by the observations up to each time, with innovations.</summary>
    public MultivariateFilteredStates Filtered { get; }

    /// <summary>The greatest log-likelihood.</summary>
    public double LogLikelihood => Filtered.LogLikelihood;

    /// <summary>The log-likelihood of the series each by itself, the same model without correlations.</summary>
    public double LogLikelihoodAlone { get; }

    /// <summary>Akaike's information criterion, of the estimated parameters and the states that are diffuse at the start.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * (Parameters.Count + StateSpace.IsDiffuse.Count(isDiffuse => isDiffuse)));

    /// <summary>The states by all observations.</summary>
    public MultivariateSmoothedStates Smoothed =>
        _smoothed ??= MultivariateKalmanFilter.Smooth(StateSpace, Series, [.. Enumerable.Range(0, Names.Count).SelectMany(Signals)]);

    private double[][] Series { get; }

    /// <summary>The components of a series over time by the observations of all, with their uncertainty.</summary>
    /// <param name="series">Index of the series.</param>
    public IReadOnlyList<ComponentEstimate> ComponentsOf(int series)
    {
        IReadOnlyList<StructuralComponent> components = Model.Each.Components;
        return [.. components.Select((component, i) =>
        {
            int signal = (series * components.Count) + i;
            return new ComponentEstimate(
                component.Name, Smoothed.SignalMeans[signal], [.. Smoothed.SignalVariances[signal].Select(Math.Sqrt)]);
        })];
    }

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps.</param>
    /// <returns>The forecast of each series.</returns>
    public IReadOnlyList<ForecastResult> Forecast(int horizon) => Filtered.Forecast(horizon);

    /// <summary>The weights of each component of a series.</summary>
    private IEnumerable<double[]> Signals(int series)
    {
        int offset = 0;
        foreach (StructuralComponent component in Model.Each.Components)
        {
            double[] weights = new double[StateSpace.StateCount];
            for (int i = 0; i < component.StateCount; i++)
            {
                int state = ((offset + i) * Names.Count) + series;
                weights[state] = StateSpace.Observation[series, state];
            }

            offset += component.StateCount;
            yield return weights;
        }
    }

    private ParameterEstimate[] Estimates(JointEstimation estimation)
    {
        int count = Names.Count;
        double[] largest = [.. Enumerable.Range(0, count).Select(i => _covariances.Max(covariance => covariance[i, i]))];
        List<Place> places = [];
        for (int k = 0; k < _covariances.Length; k++)
        {
            (SeriesCovariance own, int kind) = (Covariances[k], k);
            bool IsInside(int i) => own.Covariance[i, i] > AtBound * largest[i];
            places.AddRange(Enumerable.Range(0, count).Select(i => new Place(
                $"{own.Name}-variance of {Names[i]}", kind, i, i, own.Covariance[i, i], own.Covariance[i, i], IsInside(i))));
            places.AddRange(
                from i in Enumerable.Range(0, count)
                from j in Enumerable.Range(0, i)
                select new Place(
                    $"{own.Name}-correlation of {Names[j]} and {Names[i]}", kind, i, j, own.Correlation[i, j], 0.1,
                    IsInside(i) && IsInside(j) && Math.Abs(own.Correlation[i, j]) < InCommon));
        }

        places.AddRange(estimation.Others.Select((parameter, i) => new Place(
            parameter.Name, -1, i, i, _shared[i], 0.1, IsBetween(parameter, _shared[i]))));
        Place[] inside = [.. places.Where(place => place.IsInside)];
        double?[] errors = Information.ByHessian(
            point => NegativeAt(estimation, inside, point), [.. inside.Select(place => place.Value)],
            [.. inside.Select(place => place.Scale)]);
        return [.. places.Select(place => new ParameterEstimate(
            place.Name, place.Value, Array.IndexOf(inside, place) is >= 0 and var at ? errors[at] : null))];
    }

    /// <summary>The negative log-likelihood where some variances, correlations and shared parameters have other values.</summary>
    private double NegativeAt(JointEstimation estimation, Place[] places, ReadOnlySpan<double> values)
    {
        double[] shared = [.. _shared];
        double[][,] moved = [.. Covariances.Select(own => (double[,])own.Correlation.Clone())];
        double[][] variances = [.. _covariances.Select(
            covariance => (double[])[.. Enumerable.Range(0, Names.Count).Select(i => covariance[i, i])])];
        for (int at = 0; at < places.Length; at++)
        {
            Place place = places[at];
            if (place.Kind < 0)
            {
                shared[place.Row] = values[at];
            }
            else if (place.Row == place.Column)
            {
                variances[place.Kind][place.Row] = values[at];
            }
            else
            {
                moved[place.Kind][place.Row, place.Column] = moved[place.Kind][place.Column, place.Row] = values[at];
            }
        }

        for (int k = 0; k < moved.Length; k++)
        {
            for (int i = 0; i < Names.Count; i++)
            {
                for (int j = 0; j < Names.Count; j++)
                {
                    double size = Math.Sqrt(variances[k][i] * variances[k][j]);
                    moved[k][i, j] = i == j ? variances[k][i] : size > 0 ? size * moved[k][i, j] : 0;
                }
            }
        }

        return estimation.Negative(moved, shared);
    }

    private static bool IsBetween(StructuralParameter parameter, double value) =>
        parameter is { Lower: { } lower, Upper: { } upper }
            && value - lower > 1e-4 * (upper - lower) && upper - value > 1e-4 * (upper - lower);

    /// <summary>The place of an estimate among covariances, or of kind −1 among the shared parameters.</summary>
    private sealed record Place(string Name, int Kind, int Row, int Column, double Value, double Scale, bool IsInside);
}
