using Unroll.Analysis.Matching;
using Unroll.Analysis.Models;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The distance of windows from their nearest neighbours by the <see cref="MatrixProfile"/>: a stretch whose shape is like no other is
/// unusual. Gaps up to a tenth of a window are bridged.
/// </summary>
public sealed class ProfileDiscords : AnomalyDetector
{
    private const int FewestRows = 4;
    // Windows with such a correlation are alike, however much more alike all others are.
    private const double Alike = 0.999;

    private const int MostValues = 2_000_000;

    private static readonly Setting<ProfileDiscords, int?> _rows =
        new("window", Kind.Optional(Kind.Integer(FewestRows, 1_000_000)), discords => discords._window, "Rows of a window.")
        { DefaultNote = "a season, or by the length of the series" };

    private readonly int? _window;

    /// <summary>Creates the detector.</summary>
    /// <param name="window">Rows of a window, at least 4; by default a season, or by the length of the series.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has fewer than 4 rows.</exception>
    public ProfileDiscords(int? window = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window ?? FewestRows, FewestRows, nameof(window));
        _window = window;
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "matrix-profile", typeof(ProfileDiscords), "Distance of windows from their nearest neighbours in the series.", [_rows],
        values => new ProfileDiscords(values.Get(_rows)))
    {
        Formula = "min_j ‖z(w_t) − z(w_j)‖",
        Example = "matrix-profile: {window: 48}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int length = SeriesWindows.LengthFor(_window, series, "A matrix profile");
        return scored =>
        {
            if (scored.Values.Length > MostValues)
            {
                throw new InputException(
                    "A matrix profile compares all pairs of windows, and of "
                    + $"{CountFormatter.Format(scored.Values.Length, "values")} they are too many: give a part of the series, at most "
                    + $"{CountFormatter.Format(MostValues, "values")}, or take another method.");
            }

            MatrixProfile profile = MatrixProfile.Of(Bridged(scored.Values, length / 10), length);
            return new RawScores(SeriesWindows.RowScores(profile.Distances, length, scored.Values))
            {
                Unit = "distance",
                Gap = length / 2,
                MinThreshold = Math.Sqrt(2 * length * (1 - Alike)),
                Profile = profile,
                Notes = [$"Windows of {CountFormatter.Format(length, "rows")}, each after its mean and spread are taken out."],
            };
        };
    }

    /// <summary>The values with short gaps filled by straight lines.</summary>
    private static double[] Bridged(double[] values, int longest)
    {
        double[] filled = MissingValues.Interpolate(values), bridged = [.. values];
        for (int row = 0; row < values.Length; row++)
        {
            int end = row;
            while (end < values.Length && double.IsNaN(values[end]))
            {
                end++;
            }

            if (end - row <= longest)
            {
                filled.AsSpan(row, end - row).CopyTo(bridged.AsSpan(row));
            }

            row = end;
        }

        return bridged;
    }
}
