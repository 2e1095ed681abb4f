using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// A split of a series by time into training, validation and test part, in this order, so that no forecast is made from its own future.
/// </summary>
/// <param name="Training">Rows of the training part: networks and scalers are fitted on them.</param>
/// <param name="Validation">Rows of the validation part, for early stopping and the choice of settings.</param>
/// <param name="Test">Rows of the test part.</param>
public sealed record ChronologicalSplit(RowRange Training, RowRange Validation, RowRange Test)
{
    /// <summary>Splits by shares of the rows.</summary>
    /// <param name="rows">Rows of the series.</param>
    /// <param name="training">Share of the training part, above 0.</param>
    /// <param name="validation">Share of the validation part, above 0.</param>
    /// <param name="test">Share of the test part, above 0.</param>
    /// <exception cref="InputException">The shares add up to more than 1, or one of them is less than a row.</exception>
    public static ChronologicalSplit ByShares(int rows, double training, double validation, double test)
    {
        if (!(training > 0 && validation >= 0 && test > 0) || training + validation + test > 1 + 1e-9)
        {
            throw new InputException(
                $"The shares {training}, {validation} and {test} cannot split a series: that of training and test must be "
                + "above 0, that of validation at least 0, and together at most 1.")
            { Field = "split" };
        }

        int first = (int)Math.Round(rows * training);
        int second = (int)Math.Round(rows * (training + validation));
        int third = (int)Math.Round(rows * Math.Min(1, training + validation + test));
        ChronologicalSplit split = new(new(0, first), new(first, second - first), new(second, third - second));
        return split.Training.Count > 0 && (split.Validation.Count > 0 || validation == 0) && split.Test.Count > 0
            ? split
            : throw new InputException($"{CountFormatter.Format(rows, "rows")} {(rows == 1 ? "is" : "are")} too few for shares of " +
                $"{training}, {validation} and " +
                $"{test}: each part needs rows.")
            { Field = "split" };
    }

    /// <summary>
    /// Splits by ranges of time, ends inclusive, in local time where the series has a zone. Rows between the parts belong to none.
    /// </summary>
    /// <param name="time">Stamps of the series.</param>
    /// <param name="training">Range of the training part.</param>
    /// <param name="validation">Range of the validation part, after it.</param>
    /// <param name="test">Range of the test part, after that.</param>
    /// <exception cref="InputException">A range has no rows, or the ranges overlap or are out of order.</exception>
    public static ChronologicalSplit ByTime(
        TimeIndex time, (DateTime First, DateTime Last) training, (DateTime First, DateTime Last) validation,
        (DateTime First, DateTime Last) test)
    {
        ArgumentNullException.ThrowIfNull(time);
        RequireOrder("train", training, "validation", validation);
        RequireOrder("validation", validation, "test", test);
        return new(Rows(time, "train", training), Rows(time, "validation", validation), Rows(time, "test", test));
    }

    private static void RequireOrder(
        string before, (DateTime First, DateTime Last) early, string after, (DateTime First, DateTime Last) late)
    {
        if (late.First <= early.Last)
        {
            throw new InputException(
                $"The {after} part begins on {TimeIndex.ToText(late.First)}, before the {before} part ends on "
                + $"{TimeIndex.ToText(early.Last)}: " +
                "parts must follow one another in time, so that nothing is tested on what it learned from.")
            { Field = $"split.{after}" };
        }
    }

    private static RowRange Rows(TimeIndex time, string part, (DateTime First, DateTime Last) range)
    {
        RowRange rows = new TimeRange(range.First, range.Last).RowsOf(time);
        return rows.Count > 0
            ? rows
            : throw new InputException(
                $"The {part} part, {TimeIndex.ToText(range.First)} to {TimeIndex.ToText(range.Last.Date)}, has no rows: " +
                (time.Count == 0 ? "the data are empty." : $"the data run from {time.Text(0)} to {time.Text(time.Count - 1)}."))
            {
                Field = $"split.{part}",
            };
    }
}
