namespace Unroll.Tasks.Recipes;

/// <summary>The forecasts of the evaluated parts that <c>predictions.csv</c> holds: key <c>predictions</c> of a recipe.</summary>
/// <param name="Stride">
/// Forecast origins from one that is written to the next: 1 for all, 0 for no file, null for all that stay within <see cref="MostRows"/>.
/// </param>
public readonly record struct PredictionsRecipe(int? Stride)
{
    /// <summary>Rows that are written where nothing else is asked for: some 45 MB.</summary>
    public const int MostRows = 500_000;

    /// <summary>All forecasts, but of every so many origins only where there are more than <see cref="MostRows"/> rows.</summary>
    public static PredictionsRecipe Limited => default;

    /// <summary>All forecasts, however many.</summary>
    public static PredictionsRecipe All => new(1);

    /// <summary>No file.</summary>
    public static PredictionsRecipe None => new(0);

    /// <summary>
    /// The stride for so many rows: of those that keep within <see cref="MostRows"/> the least that has no factor in common with the
    /// season, so that origins of every hour or month are among them.
    /// </summary>
    /// <param name="rows">Rows of all forecasts.</param>
    /// <param name="season">Rows in a season, from 1.</param>
    public int StrideOf(long rows, int season)
    {
        if (Stride is { } given)
        {
            return given;
        }

        long stride = (rows + MostRows - 1) / MostRows;
        while (stride > 1 && GreatestCommonDivisor(stride, season) > 1)
        {
            stride++;
        }

        return (int)Math.Clamp(stride, 1, int.MaxValue);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
