using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>Maximum likelihood of a structural model, from several starts, since the likelihood may have several maxima.</summary>
internal sealed class StructuralEstimation(StructuralModel model, double[] series)
{
    /// <summary>Logarithms of variances relative to the series' to start from: all alike, most in the noise, most in the states.</summary>
    private static readonly (double Noise, double States)[] _variances = [(-1, -3), (-4, -1), (-2, -6)];

    /// <summary>The same where a single disturbance moves the series, and where it is one of the others.</summary>
    private const double Alone = -1, Beside = -6, NoiseBeside = -4;

    /// <summary>The logarithm of a variance that is 0 beside the series'.</summary>
    private const double Nothing = -30;

    /// <summary>Iterations after which all starts but the best are left.</summary>
    private const int FirstIterations = 8;
    private const int Kept = 2;

    /// <summary>Rows of a longer series that are enough to compare starts by.</summary>
    private const int EnoughRows = 5000;

    private readonly double _scale = Scale(series);
    private readonly int _some = SomeRows(series);

    /// <summary>The parameters of greatest likelihood.</summary>
    /// <param name="isRough">Whether six digits of the likelihood are enough, as to compare models by it.</param>
    public double[] Maximize(bool isRough = false)
    {
        IReadOnlyList<StructuralParameter> described = model.Parameters;
        double[] best = [], parameters = new double[described.Count];
        double least = double.PositiveInfinity;
        if (parameters.Length == 0)
        {
            return parameters;
        }

        StructuralObjective whole = new(model, series, _scale);
        StructuralObjective some = _some == series.Length ? whole : new(model, series[.._some], _scale);
        double Climb(double[] free, int iterations) =>
            QuasiNewton.Minimize(some.Value, free, some.Gradient, tolerance: 1e-7, iterations: iterations);

        double[][] starts = [.. Starts(described).Take(isRough ? _variances.Length : int.MaxValue)];
        List<(double[] Free, double Found)> tried = [];
        int variants = described.Select(parameter => parameter.Starts.Count).DefaultIfEmpty(1).Max();
        for (int variant = 0; variant < Math.Max(1, variants); variant++)
        {
            foreach (double[] variances in starts)
            {
                double[] free =
                [
                    .. described.Select((parameter, i) => parameter.IsVariance ? variances[i]
                        : parameter.Starts.Count == 0 ? 0.5 : parameter.Starts[variant % parameter.Starts.Count]),
                ];
                tried.Add((free, Climb(free, FirstIterations)));
            }
        }

        foreach ((double[] free, _) in tried.Where(start => double.IsFinite(start.Found)).OrderBy(start => start.Found).Take(Kept))
        {
            double found = Climb(free, 100);
            (best, least) = found < least ? (free, found) : (best, least);
        }

        if (best.Length == 0)
        {
            throw new InputException(
                "The likelihood of the series could not be computed for any start: it may be constant but for a few values, or too "
                + "large in size.");
        }

        if (isRough)
        {
            model.Constrain(best, _scale, parameters);
            return parameters;
        }

        least = QuasiNewton.Minimize(whole.Value, best, whole.Gradient, tolerance: 1e-14);
        for (int i = 0; i < best.Length; i++)
        {
            // Small variances are often 0, where the logarithm has no end and the likelihood no slope: such a model is tried as it is.
            double[] without = [.. best];
            without[i] = Nothing;
            if (described[i].IsVariance && best[i] < best.Max() - 4
                && QuasiNewton.Minimize(whole.Value, without, whole.Gradient, tolerance: 1e-14) is var found && found < least)
            {
                (best, least) = (without, found);
            }
        }

        model.Constrain(best, _scale, parameters);
        return parameters;
    }

    /// <summary>
    /// Logarithms of all parameters' variances to start from. Where several states are disturbed, each of them is also the one that moves
    /// the series: a cycle beside a level is else taken for noise.
    /// </summary>
    private IEnumerable<double[]> Starts(IReadOnlyList<StructuralParameter> described)
    {
        int first = model.HasObservationNoise ? 1 : 0;
        int[] states = [.. Enumerable.Range(first, described.Count - first).Where(i => described[i].IsVariance)];
        double[] Filled(double noise, Func<int, double> state) =>
            [.. Enumerable.Range(0, described.Count).Select(i => i < first ? noise : state(i))];
        return _variances.Select(pair => Filled(pair.Noise, _ => pair.States))
            .Concat(states.Length < 2 ? [] : states.Select(moving => Filled(NoiseBeside, i => i == moving ? Alone : Beside)));
    }

    /// <summary>The first rows, where there are many and these vary as all do, with few of them missing; else all.</summary>
    private static int SomeRows(double[] series)
    {
        if (series.Length <= 2 * EnoughRows)
        {
            return series.Length;
        }

        double[] known = SeriesChecks.Present(series.AsSpan(0, EnoughRows));
        return known.Length > EnoughRows / 2 && Scale(known) > 0.01 * Scale(series) ? EnoughRows : series.Length;
    }

    /// <summary>
    /// The variance of the changes of the series, which is that of its disturbances by size; of the series where it has none.
    /// </summary>
    private static double Scale(double[] series)
    {
        double[] known = [.. series.Where(value => !double.IsNaN(value))];
        double mean = known.Average();
        double changes = known.Zip(known.Skip(1), (first, second) => (second - first) * (second - first)).Average();
        double variance = known.Average(value => (value - mean) * (value - mean));
        return Math.Max(Math.Min(changes, variance), 1e-12 * variance);
    }
}
