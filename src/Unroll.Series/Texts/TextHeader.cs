namespace Unroll.Series.Texts;

/// <summary>The header of a table of texts, told from a first row.</summary>
internal static class TextHeader
{
    /// <summary>Rows in which a cell of the first line is looked for.</summary>
    private const int RowsOfAHeader = 200;

    /// <summary>Texts of a column of classes that differ, at most, as a share of its rows.</summary>
    private const double MostDistinctClasses = 0.5;

    private static readonly string[] _usualNames = [
        "text", "message", "sentence", "review", "comment", "tweet", "document", "content", "title", "body", "word", "token", "tag", "id",
        "class", "label", "category", "intent", "sentiment", "topic", "target", "polarity", "emotion", "language"];

    /// <summary>
    /// Whether the first line has names: not where a cell of it stands again in its column of a few texts, as classes do and names do
    /// not, and no other cell is a usual name.
    /// </summary>
    /// <param name="first">The cells of the first line.</param>
    /// <param name="rows">The table from its first line on.</param>
    public static bool Exists(string[] first, TextRows rows)
    {
        bool[] recurs = new bool[first.Length];
        HashSet<string>[] distinct = [.. first.Select(_ => new HashSet<string>())];
        _ = rows.Read();
        int count = 0;
        try
        {
            for (; count < RowsOfAHeader && rows.Read(); count++)
            {
                for (int column = 0; column < first.Length; column++)
                {
                    string text = rows.Text(column);
                    distinct[column].Add(text);
                    recurs[column] |= first.Length > 1 && text.Length > 0 && text == first[column];
                }
            }
        }
        catch (InputException)
        {
            // Whoever reads the rows tells which one is wrong.
        }

        bool isNamed = first.Index().Any(cell => !recurs[cell.Index] && _usualNames.Contains(cell.Item, StringComparer.OrdinalIgnoreCase));
        return isNamed || !distinct.Index().Any(column => recurs[column.Index] && column.Item.Count <= MostDistinctClasses * count);
    }
}
