using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Where rows are intervals of time (resampled, or of windows), a date that divides the parts may fall into one. Its stamp is in the earlier part,
/// but some of what it tells is of the later one; so it is in neither.
/// </summary>
internal static class BoundaryRows
{
    /// <summary>The parts, the earlier ones without intervals that go on after their last date.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="read">The series as they were read.</param>
    /// <param name="reshaped">The series, reshaped.</param>
    /// <param name="rowSteps">The steps that reshaped them.</param>
    /// <param name="parts">The parts of each series.</param>
    /// <exception cref="InputException">No whole interval is left of a part.</exception>
    public static IReadOnlyList<SeriesParts> LeftOut(
        Recipe recipe, SeriesSet read, SeriesSet reshaped, IReadOnlyList<FittedStep> rowSteps, IReadOnlyList<SeriesParts> parts)
    {
        SplitRecipe split = recipe.Split;
        if (rowSteps.Count == 0 || split.By != SplitKind.Time || split.IsByShare)
        {
            return parts;
        }

        string[] columns = [.. recipe.RequiredColumns];
        SeriesParts[] left =
        [
            .. parts.Select((part, index) =>
            {
                Frame before = read[index].Frame.Select(columns);
                int End(SplitPart range) => EndOfWhole(before, read[index].Id, rowSteps, reshaped[index].Frame.Time, range.Last);
                return part with { Training = Cut(part.Training, End(split.Train)), Validation = Cut(part.Validation, End(split.Validation)) };
            }),
        ];
        RequireRows("train", split.Train, left.Any(part => part.Training.Count > 0));
        RequireRows("validation", split.Validation, left.Any(part => part.Validation.Count > 0));
        return left;
    }

    /// <summary>The first row that is of anything later than a moment, although its stamp may not be; all rows where there is none.</summary>
    private static int EndOfWhole(Frame frame, string id, IReadOnlyList<FittedStep> rowSteps, TimeIndex rows, DateTime last)
    {
        int until = last == DateTime.MaxValue ? frame.RowCount : frame.Time.IndexAtOrAfter(last.AddTicks(1));
        if (until == frame.RowCount)
        {
            return rows.Count;
        }

        // Of what was read until the first moment of the later part, the last row is the one that this moment is in; its values do not matter.
        TimeIndex known = FittedSteps.Transform([.. rowSteps.Select(step => step.Keeping())], frame.Slice(0, until + 1), id).Time;
        return known.Count > 0 && known[known.Count - 1] <= last ? rows.IndexAtOrAfter(known[known.Count - 1]) : rows.Count;
    }

    private static RowRange[] Cut(IReadOnlyList<RowRange> part, int end) =>
        [.. part.Where(run => run.Start < end).Select(run => run with { Count = Math.Min(run.Count, end - run.Start) })];

    private static void RequireRows(string name, SplitPart range, bool hasRows)
    {
        if (!hasRows)
        {
            throw new InputException($"The {name} part, {range}, has no whole interval: steps of prepare.steps draw rows together over its end. Give it a longer range, or take shorter intervals.");
        }
    }
}
