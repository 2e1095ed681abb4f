using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>The labels of the steps of series, by their target column.</summary>
internal static class StepLabels
{
    /// <summary>Whether the target column holds texts, which are classes, rather than numbers.</summary>
    public static bool AreClasses(SeriesSet series, string target) => series.Items.Any(item => item.Frame.Categories(target) is not null);

    /// <summary>The distinct labels, in order.</summary>
    public static IReadOnlyList<string> NamesOf(SeriesSet series, string target)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Frame frame in series.Items.Select(item => item.Frame))
        {
            IReadOnlyList<string>? categories = frame.Categories(target);
            HashSet<double> codes = [.. Values(frame, target).Where(value => !double.IsNaN(value))];
            names.UnionWith(codes.Select(code => TextOf(categories, code)));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Series with the code of each row's label; NaN where it has none.</summary>
    /// <param name="series">The series.</param>
    /// <param name="target">The target column; it may be missing.</param>
    /// <param name="names">The labels, by their code.</param>
    /// <exception cref="InputException">A label is none of them.</exception>
    public static SequenceData Codes(SeriesSet series, string target, IReadOnlyList<string> names)
    {
        Dictionary<string, int> codes = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new(series, [.. series.Items.Select(item => Codes(item, target, names, codes))]);
    }

    /// <summary>Series with the number of each row; NaN where it has none.</summary>
    /// <param name="series">The series.</param>
    /// <param name="target">The target column; it may be missing.</param>
    /// <exception cref="InputException">It holds texts.</exception>
    public static SequenceData Numbers(SeriesSet series, string target) => AreClasses(series, target)
        ? throw new InputException(
            $"The target '{target}' holds texts here, but numbers in the data that were learned from: correct the column.")
        { Field = "data.target", Column = target }
        : new(series, [.. series.Items.Select(item => Values(item.Frame, target))]);

    private static double[] Codes(SeriesItem item, string target, IReadOnlyList<string> names, Dictionary<string, int> codes)
    {
        double[] labels = Values(item.Frame, target);
        IReadOnlyList<string>? categories = item.Frame.Categories(target);
        Dictionary<double, int> known = [];
        for (int row = 0; row < labels.Length; row++)
        {
            if (double.IsNaN(labels[row]))
            {
                continue;
            }

            if (!known.TryGetValue(labels[row], out int code))
            {
                string text = TextOf(categories, labels[row]);
                known[labels[row]] = code = codes.TryGetValue(text, out int found) ? found : throw new InputException(
                    $"Series '{item.Id}' has the label '{text}' in the column '{target}', which was not learned. The labels are: "
                    + $"{string.Join(", ", names)}. Correct the row, or leave its label out.")
                { Field = "data.target", Column = target };
            }

            labels[row] = code;
        }

        return labels;
    }

    /// <summary>A copy of the column; NaN throughout where there is none.</summary>
    private static double[] Values(Frame frame, string target)
    {
        double[] values = new double[frame.RowCount];
        if (frame.HasColumn(target))
        {
            frame.CopyColumn(target, 0, values.AsSpan());
        }
        else
        {
            Array.Fill(values, double.NaN);
        }

        return values;
    }

    private static string TextOf(IReadOnlyList<string>? categories, double value) =>
        categories?[(int)value] ?? value.ToString(CultureInfo.InvariantCulture);
}
