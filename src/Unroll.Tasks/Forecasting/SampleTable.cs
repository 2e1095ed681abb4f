using System.Globalization;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>Sampled paths as a table: <c>[series,]sample,time,TARGET[,TARGET…]</c>, a row for each step of each path.</summary>
internal static class SampleTable
{
    /// <summary>The table.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="reshaped">The series so far.</param>
    /// <param name="paths">The paths: series after series, path after path, target after target.</param>
    public static PredictionTable Of(Recipe recipe, ReshapedSeries reshaped, IReadOnlyList<SampledPath> paths)
    {
        TableStampFormatter stamps = TableStampFormatter.Of(reshaped.Series);
        int targets = recipe.Data.Targets.Count, horizon = ForecastTask.NetworkLayoutOf(recipe).Horizon;
        string[] several = stamps.HasSeveralSeries ? ["series"] : [];
        return new PredictionTable([.. several, "sample", "time", .. recipe.Data.Targets], Rows())
        {
            Notes =
            [
                .. reshaped.Notes,
                .. horizon == 1 || ForecastTask.IsSequenceToSequence(recipe) ? [] : (string[])[string.Create(CultureInfo.InvariantCulture,
                    $"The network gives the distribution of each of {horizon} steps by itself, so that the steps of a path are drawn " +
                    $"independently: sums over steps spread too little. With window.strategy: recursive or " +
                    $"sequence-to-sequence it draws each step given those before.")],
            ],
        };

        IEnumerable<IReadOnlyList<object?>> Rows()
        {
            for (int first = 0; first < paths.Count; first += targets)
            {
                for (int step = 0; step < paths[first].Points.Count; step++)
                {
                    yield return
                    [
                        .. stamps.HasSeveralSeries ? [paths[first].Series] : (object?[])[],
                        paths[first].Number,
                        stamps.Of(paths[first].Points[step].Time),
                        .. Enumerable.Range(first, targets).Select(path => (object?)paths[path].Points[step].Value),
                    ];
                }
            }
        }
    }
}
