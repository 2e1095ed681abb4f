using System.Text.Json.Nodes;
using Unroll.Analysis.StateSpace;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// A structural time series model (Harvey 1989) that forecasts: level, slope and season that change over time, by the Kalman filter.
/// Missing values are allowed.
/// </summary>
/// <param name="components">
/// What the series is made up of; where none are given, level and season are chosen (<see cref="StructuralSearch"/>).
/// </param>
public sealed class Structural(IReadOnlyList<StructuralComponent>? components = null) : ForecastModel
{
    internal const string SavedAs = "structural";

    private static readonly Setting<Structural, IReadOnlyList<StructuralComponent>> _parts =
        new("components", Kind.List(Kind.Made(() => StructuralComponent.Catalogue), "components"), structural => structural._components,
            "Components that add up to the series; level, slope and season are chosen where none is given.")
        { DefaultValue = [], DefaultNote = "chosen by the data" };

    private readonly IReadOnlyList<StructuralComponent> _components = components ?? [];

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(Structural), "Structural time series model: a level, a slope and a season that change.", [_parts],
        values => new Structural(values.Get(_parts)))
    {
        Formula = "y_t = μ_t + γ_t + ε_t, μ_t = μ_{t-1} + ν_{t-1} + η_t",
        Example = "structural: {components: [local-linear-trend, {dummy-seasonal: {period: 12}}]}",
    };

    /// <inheritdoc/>
    public override bool UsesRegressors => true;

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] values = series.Values;
        if (SeriesChecks.IsConstant(values))
        {
            return new SeasonalNaive().Fit(new ObservedSeries(MissingValues.Interpolate(values)));
        }

        IReadOnlyList<StructuralComponent> parts = _components.Count > 0 ? _components
            : [.. StructuralSearch.Choose(values, series.UsableSeason, Regressors(series, values.Length)).Components
                .Where(part => part is not Regression)];
        double[] parameters = new StructuralModel([.. parts, .. Regressors(series, values.Length)]).Estimate(values);
        return new StructuralForecastFit(parts, parameters, series);
    }

    internal static StructuralForecastFit FromJson(JsonObject json, ObservedSeries series)
    {
        int known = json["regressors"]!.GetValue<int>();
        return known == series.Regressors.Length
            ? new StructuralForecastFit(
                [.. json["components"]!.AsArray().Select(part => StructuralComponent.Catalogue.Create(part!))],
                AppliedFits.Numbers(json["parameters"]), series)
            : throw new InputException(
                $"The model was fitted with {CountFormatter.Format(known, "regressors")}, but the history has {series.Regressors.Length}: "
                + "give it the same ones.");
    }

    /// <summary>The regressors of a series as a component, at the times up to a number of them; none where it has none.</summary>
    internal static IReadOnlyList<StructuralComponent> Regressors(ObservedSeries series, int count) => series.Regressors.Length == 0 ? []
        : [new Regression(
            [.. series.Regressors.Select((_, i) => $"regressor-{i + 1}")],
            [.. series.Regressors.Select(column => column[..Math.Min(count, column.Length)])])];
}
