using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// Walk-forward validation: several folds, each tested on the rows right after its training part, the last one on the last rows. The
/// training part grows from fold to fold (expanding), or rolls along with a fixed length.
/// </summary>
public static class WalkForward
{
    /// <summary>Folds of a series.</summary>
    /// <param name="rows">The rows to walk through.</param>
    /// <param name="options">Number and sizes of folds.</param>
    /// <returns>The folds in order of time.</returns>
    /// <exception cref="InputException">A number is out of range, or there are too few rows.</exception>
    public static IReadOnlyList<WalkForwardFold> Split(RowRange rows, WalkForwardOptions options)
    {
        options.Validate();
        return rows.Count >= options.RowsNeeded
            ? [.. Enumerable.Range(0, options.Folds).Select(fold => Fold(rows, options, fold))]
            : throw new InputException(TooFew("", rows.Count, options)) { Field = "split" };
    }

    /// <summary>Folds of many series, each walked through to its own end.</summary>
    /// <param name="set">The series.</param>
    /// <param name="options">Number and sizes of folds.</param>
    /// <returns>The folds in order of time.</returns>
    /// <exception cref="InputException">A number is out of range, or a series has too few rows.</exception>
    public static IReadOnlyList<SplitPlan> SplitEach(SeriesSet set, WalkForwardOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        options.Validate();
        if (set.Items.FirstOrDefault(item => item.Frame.RowCount < options.RowsNeeded) is { } tooShort)
        {
            throw new InputException(TooFew($"Series '{tooShort.Id}': ", tooShort.Frame.RowCount, options)) { Field = "split" };
        }

        return [.. Enumerable.Range(0, options.Folds).Select(fold =>
        {
            WalkForwardFold[] folds = [.. set.Items.Select(item => Fold(new(0, item.Frame.RowCount), options, fold))];
            SeriesRows[] Part(Func<WalkForwardFold, RowRange> part) => [
                .. folds.Select((seriesFold, i) => new SeriesRows(i, part(seriesFold))).Where(rows => rows.Rows.Count > 0)];
            return new SplitPlan(
                Part(seriesFold => seriesFold.Training), Part(seriesFold => seriesFold.Validation), Part(seriesFold => seriesFold.Test));
        })];
    }

    private static WalkForwardFold Fold(RowRange rows, WalkForwardOptions options, int number)
    {
        int test = rows.End - options.TestRows - ((options.Folds - 1 - number) * options.StepRows);
        int end = test - options.Embargo;
        RowRange validation = new(end - options.ValidationRows, options.ValidationRows);
        end = options.ValidationRows > 0 ? validation.Start - options.Embargo : end;
        int start = options.TrainingRows > 0 ? end - options.TrainingRows : rows.Start;
        return new(number, new(start, end - start), validation, new(test, options.TestRows));
    }

    private static string TooFew(string where, int rows, WalkForwardOptions options) =>
        $"{where}{CountFormatter.Format(rows, "rows")} {(rows == 1 ? "is" : "are")} too few to walk forward through: " +
        $"{CountFormatter.Format(options.Folds, "folds")} of {CountFormatter.Format(options.TestRows, "test rows")}, "
        + $"{options.StepRows} apart, {CountFormatter.Format(options.ValidationRows, "validation rows")}, " +
        $"an embargo of {options.Embargo} and at least {CountFormatter.Format(Math.Max(1, options.TrainingRows), "training rows")} need " +
        $"{options.RowsNeeded}. Take "
        + $"fewer or smaller folds.";
}
