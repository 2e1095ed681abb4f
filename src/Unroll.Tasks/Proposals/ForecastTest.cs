using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A test file beside a file of series: what follows each of them. A proposal takes the horizon from it.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">Rows of its longest series.</param>
internal sealed record ForecastTest(string File, int Rows)
{
    /// <summary>The test file beside a file; null where there is none, or where it does not continue the series.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">The target column.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="InputException">It cannot be read as the file is.</exception>
    public static ForecastTest? Beside(ProposalSource source, string target, CancellationToken stop)
    {
        if (PartFileBeside.Of(source.Path, "test") is not { } path)
        {
            return null;
        }

        Recipe recipe = new()
        {
            Name = "test",
            Task = ForecastTask.Instance,
            Data = source.Data with { File = path, Target = target },
        };
        SeriesSet test = RecipeSeries.ReadFile(recipe, path, null, stop);
        HashSet<string> known = source.Set.Items.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        return test.Items.All(item => known.Contains(item.Id)) ? new(path, test.LongestLength) : null;
    }
}
