using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Where rows ahead have what is known in advance, it is not the rows of a series that end within an interval but its targets: what a step that
/// draws rows together would leave out at the end of the targets, must not become one of them.
/// </summary>
internal static class UnfinishedTargets
{
    /// <summary>Reshaped series whose targets are missing in all rows that they would not have if they ended where the targets do.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="read">The series before they were reshaped.</param>
    /// <param name="reshaped">The series, reshaped.</param>
    /// <param name="steps">The steps that reshaped them.</param>
    public static SeriesSet LeftOut(Recipe recipe, SeriesSet read, SeriesSet reshaped, IReadOnlyList<FittedStep> steps)
    {
        int index = 0;
        return reshaped.Map(item => LeftOut(recipe, read[index++], item.Frame, steps));
    }

    private static Frame LeftOut(Recipe recipe, SeriesItem read, Frame reshaped, IReadOnlyList<FittedStep> steps)
    {
        int known = ForecastPipeline.KnownRows(recipe, read.Frame);
        if (known == 0 || known == read.Frame.RowCount)
        {
            return reshaped;
        }

        Frame until = FittedSteps.Transform(steps, read.Frame.Slice(0, known), read.Id);
        int end = reshaped.Time.IndexAtOrAfter(until.Time[until.RowCount - 1].AddTicks(1));
        foreach (string target in recipe.Data.Targets)
        {
            if (end < reshaped.RowCount && reshaped.Column(target)[end..].ContainsAnyExcept(double.NaN))
            {
                double[] values = reshaped.Column(target).ToArray();
                values.AsSpan(end).Fill(double.NaN);
                reshaped = reshaped.With(target, values);
            }
        }

        return reshaped;
    }
}
