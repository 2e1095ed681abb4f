using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Proposals;

/// <summary>The columns of a file that would give the answer away, as findings.</summary>
internal static class AliasFindings
{
    /// <summary>The columns that follow the target in all rows, or tell the class of all series.</summary>
    /// <param name="series">What is in the file.</param>
    /// <param name="target">The column to forecast; null where series have classes, or there is none.</param>
    public static IEnumerable<Finding> Of(SeriesSet series, string? target)
    {
        if (series.Count == 0)
        {
            yield break;
        }

        if (target is not null)
        {
            Frame[] frames = [.. series.Items.Select(item => item.Frame)];
            foreach (string name in series.ColumnNames.Where(name => name != target))
            {
                if (AnswerAliases.OfColumns(frames, name, target).Describe(target) is { } what)
                {
                    yield return new(
                        name, $"{name} {what} in every row: it gives the answer away unless it is a past covariate, or known before");
                }
            }
        }
        else if (series.ClassNames.Count > 0)
        {
            PreparationOptions options = new() { Use = SeriesUse.Whole, Columns = series.ColumnNames };
            double[] classes = [.. series.Items.Select(item => item.Class ?? double.NaN)];
            foreach ((bool isStatic, string name, string what) in AnswerAliases.OfInputs(series, options, classes, "the class", true))
            {
                string input = isStatic ? name : $"the last value of {name}";
                yield return new(name, $"{input} {what} in every series: it gives the answer away unless it is known before");
            }
        }
    }
}
