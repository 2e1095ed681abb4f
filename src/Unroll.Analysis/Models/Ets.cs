using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// An exponential smoothing model of a given form (Hyndman, Koehler, Ord and Snyder 2008), by maximum likelihood of weights and states at
/// the start. The season is the series'.
/// </summary>
/// <param name="form">The form.</param>
public sealed class Ets(EtsForm form) : ForecastModel
{
    private static readonly Setting<Ets, EtsError> _error =
        new("error", Kind.Choice(("additive", EtsError.Additive), ("multiplicative", EtsError.Multiplicative)), ets => ets._form.Error,
            "How errors enter.")
        { DefaultValue = EtsError.Additive };

    private static readonly Setting<Ets, EtsTrend> _trend =
        new("trend", Kind.Choice(("none", EtsTrend.None), ("additive", EtsTrend.Additive), ("damped", EtsTrend.Damped)),
            ets => ets._form.Trend, "Trend.")
        { DefaultValue = EtsTrend.None };

    private static readonly Setting<Ets, EtsSeason> _seasonal =
        new("season", Kind.Choice(("none", EtsSeason.None), ("additive", EtsSeason.Additive), ("multiplicative", EtsSeason.Multiplicative)),
            ets => ets._form.Season, "How the season enters.")
        { DefaultValue = EtsSeason.None };

    private readonly EtsForm _form = form;

    internal static Entry<ForecastModel> Entry { get; } = new(
        "ets", typeof(Ets), "Exponential smoothing of a given form.", [_error, _trend, _seasonal],
        values => new Ets(new EtsForm(values.Get(_error), values.Get(_trend), values.Get(_seasonal))))
    {
        Example = "ets: {error: multiplicative, trend: damped, season: multiplicative}",
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] values = Complete(series, _form.ToString(), 4);
        int season = _form.Season == EtsSeason.None ? 1 : series.Season;
        if (_form.Season != EtsSeason.None && (season < 2 || values.Length < 2 * season))
        {
            throw new InputException(
                $"{_form} needs at least two seasons, but the series has {CountFormatter.Format(values.Length, "values")} and a season of "
                + $"{CountFormatter.Format(season, "steps")}: take a form without season.");
        }

        if ((_form.Season == EtsSeason.Multiplicative || _form.Error == EtsError.Multiplicative) && values.Min() <= 0)
        {
            throw new InputException($"{_form} multiplies, so that all values must be positive, but the least is {values.Min()}.");
        }

        var estimation = new EtsEstimation(_form, values, season);
        return new EtsFit(_form, estimation, estimation.Minimize(1e-11, 500, isRough: false), season, values.Length);
    }
}
