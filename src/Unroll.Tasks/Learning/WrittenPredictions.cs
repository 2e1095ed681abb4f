using System.Globalization;

namespace Unroll.Tasks.Learning;

/// <summary>The part of a run's predictions that <c>predictions.csv</c> holds, where it does not hold all.</summary>
/// <param name="Stride">Samples from one whose predictions are written to the next, at least 2; 0 for none.</param>
/// <param name="Rows">Rows that are written.</param>
/// <param name="All">Rows of all predictions.</param>
public sealed record WrittenPredictions(int Stride, long Rows, long All)
{
    /// <summary>The sentence on what is left out.</summary>
    public string Note => Stride == 0
        ? "No predictions.csv was written, as the recipe asks (predictions: none)."
        : $"predictions.csv holds {CountFormatter.Format(Rows, "rows")} of {CountFormatter.Format(All, "predictions")}: those of every "
            + $"{Ordinal(Stride)} origin. The measures are of all.";

    private static string Ordinal(int number) => number.ToString("N0", CultureInfo.InvariantCulture)
        + (number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch
        {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        });
}
