namespace Unroll.Analysis.Estimators;

/// <summary>The codes of tokens and characters in tables, and rows of counts.</summary>
internal static class TokenCodes
{
    /// <summary>The code at a place of a row.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="place">The place in it.</param>
    /// <exception cref="InputException">The value is no code.</exception>
    public static int At(FeatureTable features, int row, int place)
    {
        double value = features.Rows[row][place];
        return value >= 0 && value <= int.MaxValue && value == Math.Floor(value) ? (int)value
            : throw new InputException(
                $"Value {place} of row {row} (both from 0) is {value:R}, where bag-of-words reads the codes of tokens, whole numbers from "
                + "0: give those that the steps tokenize and characters make.");
    }

    /// <summary>Counts of each column in a list.</summary>
    /// <param name="columns">The columns, which are put in order.</param>
    public static SparseRow Counted(List<int> columns)
    {
        columns.Sort();
        List<int> different = [];
        List<double> counts = [];
        foreach (int column in columns)
        {
            if (different is [.., var last] && last == column)
            {
                counts[^1]++;
            }
            else
            {
                different.Add(column);
                counts.Add(1);
            }
        }

        return new SparseRow([.. different], [.. counts]);
    }
}
