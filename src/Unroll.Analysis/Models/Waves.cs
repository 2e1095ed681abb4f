namespace Unroll.Analysis.Models;

/// <summary>
/// Sine and cosine waves that stand for seasons, as regressors (Fourier terms); a frequency that seasons share counts once.
/// </summary>
/// <param name="Seasons">The seasons in steps; they need not be whole.</param>
/// <param name="Counts">The number of waves of each: the first has the season as its period, the next half of it, …</param>
internal sealed record Waves(IReadOnlyList<double> Seasons, IReadOnlyList<int> Counts)
{
    /// <summary>The number of waves of a season where it is not chosen.</summary>
    public const int Default = 6;

    /// <summary>The most waves that a season can have: the shortest goes up and down in two steps.</summary>
    public static int Most(double season) => (int)(season / 2);

    /// <summary>The regressors from a time on, [column][step].</summary>
    /// <param name="from">The time, from 0.</param>
    /// <param name="count">The number of steps.</param>
    public double[][] Columns(int from, int count)
    {
        List<double> frequencies = [];
        for (int k = 0; k < Seasons.Count; k++)
        {
            for (int wave = 1; wave <= Counts[k]; wave++)
            {
                double frequency = wave / Seasons[k];
                if (!frequencies.Exists(other => Math.Abs(other - frequency) < 1e-9))
                {
                    frequencies.Add(frequency);
                }
            }
        }

        return
        [
            .. frequencies.SelectMany(frequency => frequency < 0.5 - 1e-9
                ? new[] { Wave(frequency, from, count, Math.Sin), Wave(frequency, from, count, Math.Cos) }
                : [Wave(frequency, from, count, Math.Cos)]),
        ];
    }

    /// <summary>The series with the waves as its first regressors, and without a season of its own.</summary>
    public ObservedSeries Explain(ObservedSeries series) =>
        new(series.Values) { Regressors = [.. Columns(0, series.Values.Length), .. series.Regressors] };

    /// <summary>The waves in words: <c>3 waves of 24 and 2 of 168 steps</c>.</summary>
    public override string ToString()
    {
        IEnumerable<string> each = Seasons.Select((season, k) =>
            FormattableString.Invariant($"{Counts[k]}{(k == 0 ? " waves" : "")} of {season}"));
        return $"{string.Join(" and ", each)} steps";
    }

    private static double[] Wave(double frequency, int from, int count, Func<double, double> turn)
    {
        double[] wave = new double[count];
        for (int step = 0; step < count; step++)
        {
            // The whole turns taken off first, so that no digits are lost far from the beginning.
            double turns = frequency * (from + step);
            wave[step] = turn(2 * Math.PI * (turns - Math.Floor(turns)));
        }

        return wave;
    }
}
