namespace Unroll.Series.Windowing;

/// <summary>The number and sizes of the folds of walk-forward validation.</summary>
/// <param name="Folds">Folds, at least 1.</param>
/// <param name="TestRows">Rows of each test part, at least 1.</param>
public readonly record struct WalkForwardOptions(int Folds, int TestRows)
{
    /// <summary>
    /// Rows from one test part to the next, at least 1; 0 for as many as it has, so that test parts follow one another. Default: 0.
    /// </summary>
    public int Step { get; init; }

    /// <summary>Rows of each training part, which then rolls along; 0 for all rows before, so that it expands. Default: 0.</summary>
    public int TrainingRows { get; init; }

    /// <summary>Rows of a validation part between training and test; 0 for none. Default: 0.</summary>
    public int ValidationRows { get; init; }

    /// <summary>Rows left out before each part that follows another one. Default: 0.</summary>
    public int Embargo { get; init; }

    /// <summary>Rows from one test part to the next.</summary>
    internal int StepRows => Step == 0 ? TestRows : Step;

    /// <summary>The rows that all folds need.</summary>
    internal long RowsNeeded =>
        Math.Max(1, TrainingRows) + (ValidationRows > 0 ? (long)ValidationRows + Embargo : 0) + Embargo + TestRows
            + ((Folds - 1L) * StepRows);

    /// <summary>Validates the numbers.</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    internal void Validate()
    {
        if (Folds < 1 || TestRows < 1 || Step < 0 || TrainingRows < 0 || ValidationRows < 0 || Embargo < 0)
        {
            throw new InputException(
                $"A walk forward of {CountFormatter.Format(Folds, "folds")} with {CountFormatter.Format(TestRows, "test rows")}, " +
                $"{CountFormatter.Format(Step, "rows")} apart, {CountFormatter.Format(TrainingRows, "training rows")}, "
                + $"{CountFormatter.Format(ValidationRows, "validation rows")} and an embargo of " +
                $"{Embargo} cannot be: folds and test rows must be at least 1, the others at least 0.")
            { Field = "split" };
        }
    }
}
