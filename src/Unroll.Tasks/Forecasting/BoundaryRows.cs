using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Rows on the boundary of two parts. Where rows are intervals of time (resampled, or of windows), a date that divides the parts may fall
/// into one. Its stamp is in the earlier part, but it aggregates some of the later one; so it is in neither.
/// </summary>
internal static class BoundaryRows
{
    /// <summary>The parts, the earlier ones without intervals that go on after their last date.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="reshaped">The series behind the steps that change rows.</param>
    /// <param name="parts">The parts of each series.</param>
    /// <exception cref="InputException">No whole interval is left of a part.</exception>
    public static IReadOnlyList<SeriesParts> LeftOut(Recipe recipe, ReshapedSeries reshaped, IReadOnlyList<SeriesParts> parts)
    {
        if (recipe.EffectiveSplit is not TimeSplit { Unit: SplitUnit.Time } split)
        {
            return parts;
        }

        SeriesParts[] left =
        [
            .. parts.Select((part, index) =>
            {
                int End(SplitPart range) => reshaped.EndOfWhole(index, MomentOf(reshaped.Series[index].Frame.Time, range.Last));
                return part with
                {
                    Training = Cut(part.Training, End(split.Train)),
                    Validation = Cut(part.Validation, End(split.Validation)),
                };
            }),
        ];
        RequireRows("train", split.Train, left.Any(part => part.Training.Count > 0));
        RequireRows("validation", split.Validation, !split.HasValidation || left.Any(part => part.Validation.Count > 0));
        return left;
    }

    /// <summary>The last moment of a part, which is local time where the series has a zone, as its stamps are.</summary>
    private static DateTime MomentOf(TimeIndex time, DateTime last) =>
        last == DateTime.MaxValue ? last : time.FromLocal(last.AddTicks(1)).AddTicks(-1);

    private static RowRange[] Cut(IReadOnlyList<RowRange> part, int end) =>
        [.. part.Where(run => run.Start < end).Select(run => run with { Count = Math.Min(run.Count, end - run.Start) })];

    private static void RequireRows(string name, SplitPart range, bool hasRows)
    {
        if (!hasRows)
        {
            throw new InputException($"The {name} part, {range}, has no whole interval: steps of prepare.steps draw rows together over " +
                "its end. Give it a longer range, or take shorter intervals.")
            { Field = $"split.{name}" };
        }
    }
}
