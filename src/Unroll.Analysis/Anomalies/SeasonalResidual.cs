using Unroll.Analysis.Decomposition;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Analysis.Trend;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The residual without trend and seasons, in robust deviations: by STL, of several seasons MSTL, and of a series without season LOESS.
/// Missing and wild values are replaced by what a first pass expects there, and trend and seasons estimated again.
/// </summary>
public sealed class SeasonalResidual : AnomalyDetector
{
    private const int Passes = 2;
    private const double TrendShare = 0.2;
    private const int MinValues = 5;
    private const double Wild = 6;

    private static readonly Setting<SeasonalResidual, IReadOnlyList<int>> _seasons =
        new("periods", Kind.List(Kind.Integer(2), "numbers", allowsSingle: true, allowsEmpty: true, isDistinct: true),
            residual => residual._periods, "Rows of each season.")
        { DefaultValue = [], DefaultNote = "the season of the series" };

    private readonly IReadOnlyList<int> _periods;

    /// <summary>Creates the detector.</summary>
    /// <param name="periods">Rows of each season; by default the season of the series, if it has one.</param>
    /// <exception cref="ArgumentException">A period is less than 2 or stands twice.</exception>
    public SeasonalResidual(IReadOnlyList<int>? periods = null)
    {
        _periods = periods ?? [];
        if (_periods.Any(period => period < 2) || _periods.Distinct().Count() < _periods.Count)
        {
            throw new ArgumentException(
                $"The periods are {string.Join(", ", _periods)}: give each at least 2, and none twice.", nameof(periods));
        }
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "seasonal-residual", typeof(SeasonalResidual), "Residual without trend and seasons, in robust deviations.", [_seasons],
        values => new SeasonalResidual(values.Get(_seasons)))
    {
        Formula = "|r_t − median| / (1.4826·MAD), y = trend + seasons + r",
        Example = "seasonal-residual: {periods: [24, 168]}",
    };

    /// <inheritdoc/>
    public override bool UsesSeason => true;

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesChecks.RequireLength(SeriesChecks.Present(series.Values).Length, MinValues, "A residual without trend and season");
        double[] learned = Expected(series, out string own);
        RobustScale scale = RobustScale.Of(Residual(series, learned));
        return scored =>
        {
            string note = own;
            double[] expected = scored == series ? learned : Expected(scored, out note);
            return new RawScores(scale.Deviations(Residual(scored, expected), RobustScale.Size(scored.Values)))
            {
                Unit = "robust deviations",
                MinThreshold = RobustScale.LeastUnusual,
                Expected = expected,
                Notes = [note],
            };
        };
    }

    private static double[] Residual(ObservedSeries series, double[] expected) =>
        [.. series.Values.Zip(expected, (value, curve) => value - curve)];

    /// <summary>Trend and seasons together.</summary>
    private double[] Expected(ObservedSeries series, out string note)
    {
        double[] values = series.Values;
        int[] periods = [.. (_periods.Count > 0 ? _periods : series.Season > 1 ? [series.Season] : []).Order()];
        if (periods.Length > 0)
        {
            Seasonality.Check(values, periods[^1], "A seasonal residual");
        }

        note = periods.Length == 0 ? "No season: the residual is that of a smooth trend (LOESS)."
            : $"The residual is without the trend and the {(periods.Length == 1 ? "season" : "seasons")} of "
                + $"{string.Join(" and ", periods)} rows (STL).";
        double[] filled = MissingValues.Interpolate(values);
        if (periods.Length == 0)
        {
            return Loess.Smooth(filled, new LoessOptions { Fraction = Math.Clamp(MinValues / (double)filled.Length, TrendShare, 1) });
        }

        // The first pass knows nothing of the season in a gap and follows wild values; in the second both are what the first expected.
        double[] expected = filled;
        for (int pass = 0; pass < Passes; pass++)
        {
            SeriesDecomposition parts = Mstl.Decompose(filled, periods);
            expected = [.. filled.Zip(parts.Residual, (value, rest) => value - rest)];
            double[] rest = Residual(series, expected);
            double[] wild = RobustScale.Of(rest).Deviations(rest, RobustScale.Size(values));
            filled = [.. values.Select((value, row) => wild[row] <= Wild ? value : expected[row])];
        }

        return expected;
    }
}
