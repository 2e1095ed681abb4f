using System.Globalization;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// An automatic ARIMA model of what sine waves leave of one long season or several, dynamic harmonic regression (Hyndman and
/// Athanasopoulos 2021, 12.1): hours with a day and a week, days with a year of 365.25. The number of waves of each season is chosen by the
/// corrected information criterion, for the orders that are best with a few; then the orders anew.
/// </summary>
public sealed class HarmonicArima : ForecastModel
{
    private const int FirstWaves = 3;
    private const int Patience = 2;

    private static readonly Setting<HarmonicArima, IReadOnlyList<double>> _seasonSetting =
        new("seasons", Kind.List(Kind.Number(NumberRange.Positive), "numbers"), arima => arima.Seasons,
            "Seasons in steps, which need not be whole; the season of the series where none is given.")
        { DefaultValue = [], DefaultNote = "the season of the series" };

    private static readonly Setting<HarmonicArima, int> _waves =
        new("max-harmonics", Kind.Integer(1), arima => arima.MaxHarmonics, "Most waves of a season.") { DefaultValue = 10 };

    private static readonly Setting<HarmonicArima, int> _lags =
        new("max-order", Kind.Integer(0), arima => arima.MaxOrder, "Largest order of a factor.") { DefaultValue = 5 };

    internal static Entry<ForecastModel> Entry { get; } = new(
        "harmonic-arima", typeof(HarmonicArima), "ARIMA model with sine waves for long seasons or several.",
        [_seasonSetting, _waves, _lags],
        values => new HarmonicArima
        {
            Seasons = values.Get(_seasonSetting),
            MaxHarmonics = values.Get(_waves),
            MaxOrder = values.Get(_lags),
        })
    {
        Formula = "y_t = Σ_s Σ_j (a_{sj}·sin(2πjt/s) + b_{sj}·cos(2πjt/s)) + n_t, n_t ~ ARIMA",
        Example = "harmonic-arima: {seasons: [24, 168]}",
    };

    /// <summary>The seasons in steps, which need not be whole; none for the season of the series.</summary>
    public IReadOnlyList<double> Seasons { get; init; } = [];

    /// <summary>The most waves of a season.</summary>
    public int MaxHarmonics { get; init; } = 10;

    /// <summary>The largest order of a factor.</summary>
    public int MaxOrder { get; init; } = 5;

    /// <inheritdoc/>
    public override bool UsesRegressors => true;

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] asked = Seasons.Count > 0 ? [.. Seasons] : [series.Season];

        // A season that is not there twice cannot be told from a trend.
        double[] seasons = [.. asked.Where(season => season >= 2 && 2 * season <= series.Values.Length).Distinct().Order()];
        string[] without = [.. Seasons.Except(seasons).Order().Select(season => season.ToString(CultureInfo.InvariantCulture))];
        string? warning = without.Length == 0 ? null
            : $"{(without.Length == 1 ? "the season" : "seasons")} of {string.Join(" and ", without)} rows "
                + $"{(without.Length == 1 ? "is" : "are")} left out: a season takes 2 rows or more, twice in what is learned from.";
        return Fit(series, seasons).Warn(warning);
    }

    private ForecastFit Fit(ObservedSeries series, double[] seasons)
    {
        if (seasons.Length == 0 || SeriesChecks.IsConstant(series.Values))
        {
            return new AutoArima { MaxOrder = MaxOrder }.Fit(new ObservedSeries(series.Values) { Regressors = series.Regressors });
        }

        int[] most = [.. seasons.Select(season => Math.Min(MaxHarmonics, Waves.Most(season)))];
        int[] counts = [.. most.Select(count => Math.Min(FirstWaves, count))];
        ArimaFit first = Search(series, new Waves(seasons, counts));
        for (int k = 0; k < seasons.Length; k++)
        {
            counts[k] = Choose(series, seasons, counts, k, most[k], first);
        }

        Waves chosen = new(seasons, counts);
        return new WaveArimaFit(series, chosen, Search(series, chosen));
    }

    private ArimaFit Search(ObservedSeries series, Waves waves) => new ArimaSearch(waves.Explain(series), MaxOrder, 0).Run();

    /// <summary>The number of waves of a season of least criterion, with the orders of a fit.</summary>
    private static int Choose(ObservedSeries series, double[] seasons, int[] counts, int season, int most, ArimaFit first)
    {
        int best = 1;
        double least = double.PositiveInfinity;
        for (int count = 1; count <= most && count - best <= Patience; count++)
        {
            Waves waves = new(seasons, [.. counts.Select((other, k) => k == season ? count : other)]);
            double criterion = Criterion(waves.Explain(series), first);
            (best, least) = criterion < least ? (count, criterion) : (best, least);
        }

        return best;
    }

    private static double Criterion(ObservedSeries series, ArimaFit first)
    {
        ArimaLikelihood likelihood = new(series.Values, ArimaFit.Columns(series, first.Order, first.HasConstant), first.Order, 1);
        double[] coefficients = [.. first.Coefficients];
        double found = ArimaEstimation.Maximize(likelihood, coefficients, isStart: true, isRough: true);
        return double.IsFinite(found)
            ? ArimaFit.Criterion(found, coefficients.Length + likelihood.Rank + 1, likelihood.Count) : double.PositiveInfinity;
    }
}
