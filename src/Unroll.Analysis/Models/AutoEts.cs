using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The exponential smoothing model of least corrected information criterion among those that are stable (Hyndman and Khandakar 2008): with
/// multiplicative parts only for positive series, with a season only where the series has two.
/// </summary>
public sealed class AutoEts : ForecastModel
{
    private const double Rounding = 1e-9;

    internal static Entry<ForecastModel> Entry { get; } = new(
        "auto-ets", typeof(AutoEts), "Exponential smoothing whose form is chosen by information criterion.", [], _ => new AutoEts());

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesChecks.RequireComplete(series.Values, "Exponential smoothing");
        double[] values = series.Values;
        if (values.Length < 4 || SeriesChecks.IsConstant(values))
        {
            ForecastFit naive = new SeasonalNaive().Fit(new ObservedSeries(values));
            return ComputedFit.Of(
                naive, "ETS(A,N,N)",
                values.Length < 4 ? "The series is too short for exponential smoothing: its last value is the forecast."
                    : "The series is constant: its value is the forecast.");
        }

        int season = values.Length >= (2 * series.Season) + 5 ? series.Season : 1;
        bool isPositive = values.Min() > 0;
        EtsFit? best = null;
        EtsEstimation? chosen = null;
        foreach (EtsForm form in Forms(isPositive, season > 1))
        {
            int own = form.Season == EtsSeason.None ? 1 : season;
            var estimation = new EtsEstimation(form, values, own);
            if (values.Length <= estimation.ParameterCount + 1)
            {
                continue;
            }

            EtsFit fit = new(form, estimation, estimation.Minimize(1e-7, 80, isRough: true), own, values.Length);
            if (best is null || fit.Aicc < best.Aicc)
            {
                (best, chosen) = (fit, estimation);
            }
        }

        if (best is null || chosen is null)
        {
            return new Theta().Fit(new ObservedSeries(values));
        }

        int period = best.Form.Season == EtsSeason.None ? 1 : season;
        var refined = new EtsEstimation(best.Form, values, period);
        double criterion = refined.Minimize(1e-11, 500, isRough: false);
        return new EtsFit(best.Form, refined, criterion, period, values.Length)
        {
            Warning = Warn(values, season, best.Form, refined.Recursion, refined.Scale),
        };
    }

    private static IEnumerable<EtsForm> Forms(bool isPositive, bool isSeasonal) =>
        from error in isPositive ? new[] { EtsError.Additive, EtsError.Multiplicative } : [EtsError.Additive]
        from trend in Enum.GetValues<EtsTrend>()
        from season in isSeasonal ? Enum.GetValues<EtsSeason>() : [EtsSeason.None]
        where season != EtsSeason.Multiplicative || error == EtsError.Multiplicative
        select new EtsForm(error, trend, season);

    /// <summary>A sentence where the last season would have been forecast more than twice as badly as by the season before.</summary>
    private static string? Warn(double[] values, int season, EtsForm form, EtsRecursion recursion, double scale)
    {
        int horizon = Math.Max(season, Math.Min(8, values.Length / 4)), from = values.Length - horizon;
        if (from < season + 1)
        {
            return null;
        }

        (double level, double slope) = recursion.After(from);
        double damping = recursion.Weights[3], own = 0, naive = 0, size = 0;
        for (int step = 0; step < horizon; step++)
        {
            slope *= damping;
            level += slope;
            double pattern = recursion.SeasonFor(from + step, from);
            double forecast = form.Season switch
            {
                EtsSeason.Additive => level + pattern,
                EtsSeason.Multiplicative => level * pattern,
                _ => level,
            };
            own += Math.Abs(values[from + step] - (scale * forecast));
            naive += Math.Abs(values[from + step] - values[from - season + (step % season)]);
            size += Math.Abs(values[from + step]);
        }

        // Where a pattern repeats exactly, what is left by rounding is no error.
        string error = naive == 0
            ? "errors, where the seasonal naive forecast has none" : $"{own / naive:0.0} times the error of the seasonal naive forecast";
        return own <= Math.Max(2 * naive, Rounding * size) ? null
            : $"{form} would have forecast the last {CountFormatter.Format(horizon, "steps")} with {error}: do not trust it without a "
            + "look.";
    }
}
