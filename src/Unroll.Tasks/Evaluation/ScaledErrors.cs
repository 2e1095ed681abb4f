namespace Unroll.Tasks.Evaluation;

/// <summary>
/// Errors of standardised values: each target in units of the standard deviation of its training rows, as the step <c>scale: standard</c>
/// has them; the mean over the targets.
/// </summary>
/// <param name="Squared">Mean squared error.</param>
/// <param name="Absolute">Mean absolute error.</param>
internal readonly record struct ScaledErrors(double Squared, double Absolute)
{
    /// <summary>The errors of several targets; those that are constant in the training part have no unit, and do not count.</summary>
    /// <param name="targets">The errors of each target, and the standard deviation of its training rows.</param>
    /// <returns>The means over the targets; NaN where none counts.</returns>
    public static ScaledErrors Of(IEnumerable<(ErrorSums Errors, double StandardDeviation)> targets)
    {
        (ErrorSums Errors, double StandardDeviation)[] known =
            [.. targets.Where(target => target.Errors.Count > 0 && target.StandardDeviation > 0)];
        return known.Length == 0
            ? new ScaledErrors(double.NaN, double.NaN)
            : new ScaledErrors(
                known.Average(target => target.Errors.MeanSquared / (target.StandardDeviation * target.StandardDeviation)),
                known.Average(target => target.Errors.MeanAbsolute / target.StandardDeviation));
    }
}
