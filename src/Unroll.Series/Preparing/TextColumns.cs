using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns of texts in frames: their reading, and the frames that steps make of them.</summary>
internal static class TextColumns
{
    /// <summary>The columns of a step on texts: those named, or all; refused where one holds numbers.</summary>
    public static string[] Of(SeriesSet training, IReadOnlyList<string>? columns, string step)
    {
        string[] chosen = Vocabulary.Columns(training, columns, step);
        return Array.Find(chosen, column => !StepColumns.IsCategory(training, column)) is { } numbers
            ? throw new InputException(
                $"Step '{step}' takes texts, but column '{numbers}' holds numbers here. Put it before steps that make codes of texts, such "
                + "as tokenize.")
            : chosen;
    }

    /// <summary>The text of each row; empty where it is missing.</summary>
    public static string[] Read(Frame frame, string column)
    {
        IReadOnlyList<string>? categories = frame.Categories(column);
        return [.. frame.Column(column).ToArray().Select(value => double.IsNaN(value) ? "" : Vocabulary.TextOf(categories, value))];
    }

    /// <summary>The frame with a column of texts added, or in place of the column of that name.</summary>
    public static Frame With(Frame frame, string name, IReadOnlyList<string> texts)
    {
        Dictionary<string, int> codes = new(StringComparer.Ordinal);
        double[] values = new double[texts.Count];
        for (int row = 0; row < values.Length; row++)
        {
            if (!codes.TryGetValue(texts[row], out int code))
            {
                codes[texts[row]] = code = codes.Count;
            }

            values[row] = code;
        }

        return frame.With(name, values).WithCategories(name, [.. codes.Keys]);
    }

    /// <summary>A frame of a token a row, whose other columns repeat the value of the row that the token comes from.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="columns">The columns that the tokens are made of.</param>
    /// <param name="tokens">A number for each token of each row of each column; at least one of each row.</param>
    /// <param name="step">Name of the step, for messages.</param>
    /// <param name="id">Id of the text, for messages.</param>
    public static Frame Rows(Frame frame, string[] columns, double[][][] tokens, string step, string id)
    {
        int[] counts = [.. tokens[0].Select(row => row.Length)];
        for (int column = 1; column < columns.Length; column++)
        {
            if (Array.FindIndex([.. counts.Zip(tokens[column])], pair => pair.First != pair.Second.Length) is >= 0 and var other)
            {
                throw new InputException(
                    $"Step '{step}' makes {CountFormatter.Format(counts[other], "tokens")} of column '{columns[0]}' of text '{id}', but "
                    + $"{tokens[column][other].Length} of '{columns[column]}': columns of texts side by side have a token in each row. "
                    + "Name one of them in data.text.");
            }
        }

        string[] others = [.. frame.ColumnNames.Except(columns, StringComparer.Ordinal)];
        return new Frame(
            TimeIndex.Numbered(counts.Sum()),
            [.. columns, .. others],
            [
                .. tokens.Select(own => StepColumns.Keep(frame, [.. own.SelectMany(row => row)])),
                .. others.Select(name => StepColumns.Keep(
                    frame, [.. frame.Column(name).ToArray().SelectMany((value, row) => Enumerable.Repeat(value, counts[row]))])),
            ],
            others.Where(name => frame.Categories(name) is not null)
                .ToDictionary(name => name, name => frame.Categories(name)!, StringComparer.Ordinal));
    }

    /// <summary>Refuses lengths that are below the least one or stand twice.</summary>
    public static void RequireLengths(IReadOnlyList<int> lengths, int least, string step)
    {
        if (lengths.Count == 0 || lengths.Any(length => length < least) || lengths.Distinct().Count() != lengths.Count)
        {
            throw new InputException($"Step '{step}' got the lengths [{string.Join(", ", lengths)}]: give different whole numbers "
                + $"from {least}, at least one, for example [2, 3].");
        }
    }
}
