using System.Text.Json.Nodes;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Models;

/// <summary>A structural model with given estimates, and its forecasts of a history: nothing is estimated here.</summary>
internal sealed class StructuralForecastFit : ForecastFit
{
    private readonly IReadOnlyList<StructuralComponent> _components;
    private readonly double[] _parameters;
    private readonly ObservedSeries _series;
    private readonly StructuralModel _model;
    private readonly FilteredStates _filtered;
    private readonly int _diffuse;

    /// <summary>Creates the fit.</summary>
    /// <param name="components">The components, without the regressors.</param>
    /// <param name="parameters">Values of the model's parameters.</param>
    /// <param name="series">The history.</param>
    public StructuralForecastFit(IReadOnlyList<StructuralComponent> components, double[] parameters, ObservedSeries series)
    {
        (_components, _parameters, _series) = (components, parameters, series);
        _model = new StructuralModel([.. components, .. Structural.Regressors(series, series.Values.Length)]);
        StateSpaceModel space = _model.StateSpace(parameters);
        _filtered = KalmanFilter.Filter(space, series.Values);
        _diffuse = space.IsDiffuse.Count(diffuse => diffuse);
        Fitted = FittedValues(space.StateCount);
    }

    public override string Description => $"structural ({string.Join(", ", _components.Select(component => component.Name))})";

    public override double[] Fitted { get; }

    public override IReadOnlyList<ParameterEstimate> Parameters =>
        [.. _model.Parameters.Zip(_parameters, (parameter, value) => new ParameterEstimate(parameter.Name, value, null))];

    public override double? Aicc => ArimaFit.Criterion(
        _filtered.LogLikelihood, _parameters.Length + _diffuse, _series.Values.Count(value => !double.IsNaN(value)));

    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = Structural.SavedAs,
        ["components"] = new JsonArray([.. _components.Select(StructuralComponent.Catalogue.Write)]),
        ["parameters"] = AppliedFits.Numbers(_parameters),
        ["regressors"] = _series.Regressors.Length,
    };

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon)
    {
        int known = _series.Regressors.Select(column => column.Length).DefaultIfEmpty(int.MaxValue).Min();
        if (origins[^1] > known - horizon)
        {
            throw new InputException(
                "A forecast with regressors from near the end of a history needs their values after it: take Forecast with them.");
        }

        OnlineFilter filter = new(With(Structural.Regressors(_series, int.MaxValue)));
        double[][] forecasts = new double[origins.Count][];
        for (int i = 0; i < origins.Count; i++)
        {
            while (filter.Count < origins[i])
            {
                filter.Update(_series.Values[filter.Count]);
            }

            forecasts[i] = filter.IsDiffuse ? [.. Enumerable.Repeat(double.NaN, horizon)] : filter.Forecast(horizon).Mean;
        }

        return forecasts;
    }

    protected override ForecastResult ForecastCore(int horizon, double[][] regressors)
    {
        ArgumentNullException.ThrowIfNull(regressors);
        int count = _series.Values.Length;
        double[][] further = regressors.Length > 0 ? regressors
            : [.. _series.Regressors.Select(column => column[count..Math.Min(column.Length, count + horizon)])];
        if (_model.Components.OfType<Regression>().FirstOrDefault() is not { } regression)
        {
            return new OnlineFilter(With([]), _series.Values).Forecast(horizon);
        }

        regression.RequireComing(horizon, further);
        return new OnlineFilter(With([regression.Append(further)]), _series.Values).Forecast(horizon);
    }

    private StateSpaceModel With(IReadOnlyList<StructuralComponent> regression) =>
        new StructuralModel([.. _components, .. regression]).StateSpace(_parameters);

    private double[] FittedValues(int size)
    {
        double[] fitted = new double[_filtered.Count];
        for (int t = 0; t < fitted.Length; t++)
        {
            FilterStep step = _filtered.Steps[t];
            bool isKnown = step.Infinite is null || !double.IsNaN(_filtered.InnovationVariances[t]);
            for (int i = 0; i < size; i++)
            {
                fitted[t] += isKnown ? step.Observation[i] * _filtered.PredictedMeans[(t * size) + i] : double.NaN;
            }
        }

        return fitted;
    }
}
