using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>The targets of a classification: class indices of series.</summary>
internal static class ClassTargets
{
    /// <summary>The series with the classes of a column, where they do not come with their classes.</summary>
    /// <param name="series">The series.</param>
    /// <param name="column">The column of <c>data.class</c>; null where none is named.</param>
    /// <exception cref="InputException">A series has several classes.</exception>
    public static SeriesSet Labelled(SeriesSet series, string? column)
    {
        if (column is null || series.ClassNames.Count > 0 || !series.ColumnNames.Contains(column))
        {
            return series;
        }

        string?[] labels = [.. series.Items.Select(item => LabelOf(item, column))];
        string[] names = [.. labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new SeriesSet(
            [.. series.Items.Zip(labels, (item, label) => item with { Class = label is null ? null : Array.IndexOf(names, label) })],
            series.StaticNames,
            names);
    }

    private static string? LabelOf(SeriesItem item, string column)
    {
        double[] values = [.. item.Frame.Column(column).ToArray().Where(value => !double.IsNaN(value)).Distinct()];
        string[] labels = [.. values.Select(
            value => item.Frame.Categories(column)?[(int)value] ?? value.ToString(CultureInfo.InvariantCulture))];
        return labels.Length <= 1
            ? labels.FirstOrDefault()
            : throw new InputException(
                $"Series '{item.Id}' has the classes '{labels[0]}' and '{labels[1]}' in the column '{column}', but a whole series has one: "
                + "name another column, or tell the series apart by another id.")
            { Field = "data.class" };
    }

    /// <summary>The series with their class indices, by name; NaN where the class is not known.</summary>
    /// <param name="series">The series.</param>
    /// <param name="classNames">Names of the classes of the training part.</param>
    /// <exception cref="InputException">A series is of a class that is not among the names.</exception>
    public static SequenceData Read(SeriesSet series, IReadOnlyList<string> classNames)
    {
        int[] places = [.. series.ClassNames.Select(name => classNames.ToList().IndexOf(name))];
        return new SequenceData(
            series, [.. series.Items.Select(item => (double[])[item.Class is { } index ? Place(item, index) : double.NaN])]);

        int Place(SeriesItem item, int index) => places[index] >= 0
            ? places[index]
            : throw new InputException(
                $"Series '{item.Id}' is of the class '{series.ClassNames[index]}', which was not learned. "
                + $"The classes are: {string.Join(", ", classNames)}.");
    }
}
