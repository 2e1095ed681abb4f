using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Classification;

/// <summary>
/// Which series are learned from, watched and tested on. The same series are always divided in the same way, whatever the seed of a training, so
/// that trainings can be compared.
/// </summary>
/// <param name="Train">Indices of the series to learn from, rising.</param>
/// <param name="Validation">Indices of the series that training is watched on, rising.</param>
/// <param name="Test">Indices of the series that the result is told on, rising; empty where the test part has data of its own.</param>
internal sealed record SeriesParts(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Divides series, each of which has a class.</summary>
    /// <exception cref="InputException">A part would be empty, or there is no such group column.</exception>
    public static SeriesParts Divide(SeriesSet series, SplitRecipe split)
    {
        double[] shares = [split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0];
        double rest = Math.Max(0, 1 - shares.Sum());
        shares = [.. shares, rest < 1e-9 ? 0 : rest];

        // What stays together: a group, or a series by itself.
        int[][] units = split.By == SplitKind.Group ? Groups(series, split.Group) : [.. Enumerable.Range(0, series.Count).Select(index => (int[])[index])];
        new RandomStream(0).Shuffle<int[]>(units);
        IEnumerable<int[][]> strata = split.By == SplitKind.Group
            ? [units]
            : units.GroupBy(unit => series[unit[0]].Class).OrderBy(group => group.Key).Select(group => group.ToArray());

        // Each goes where most are wanting. What one class leaves over is made up for by the next, so that the parts come out at their shares.
        List<int>[] parts = [[], [], [], []];
        double[] wanting = new double[parts.Length];
        foreach (int[][] stratum in strata)
        {
            int total = stratum.Sum(unit => unit.Length);
            for (int part = 0; part < parts.Length; part++)
            {
                wanting[part] += shares[part] * total;
            }

            for (int i = 0; i < stratum.Length; i++)
            {
                // No class without a series to learn it from.
                int part = i == 0 ? 0 : Array.IndexOf(wanting, wanting.Max());
                parts[part].AddRange(stratum[i]);
                wanting[part] -= stratum[i].Length;
            }
        }

        for (int part = 0; part < 3; part++)
        {
            parts[part].Sort();
            if (parts[part].Count == 0 && shares[part] > 0)
            {
                string name = part == 0 ? "train" : part == 1 ? "validation" : "test";
                throw new InputException(
                    $"split.{name} is {shares[part]} of {series.Count} series{(split.By == SplitKind.Group ? $" in {units.Length} groups" : "")}, which leaves none for it: give more series or a larger share.");
            }
        }

        return new SeriesParts(parts[0], parts[1], parts[2]);
    }

    private static int[][] Groups(SeriesSet series, string? column)
    {
        if (column is null)
        {
            return [.. Enumerable.Range(0, series.Count).Select(index => (int[])[index])];
        }

        int at = series.StaticNames.ToList().IndexOf(column);
        return at < 0
            ? throw new InputException(
                $"split.group is '{column}', but the series have {(series.StaticNames.Count == 0 ? "no static columns" : $"the static columns {string.Join(", ", series.StaticNames)}")}: name it in data.statics.")
            : [.. Enumerable.Range(0, series.Count).GroupBy(index => series[index].Statics[at]).Select(group => group.ToArray())];
    }
}
