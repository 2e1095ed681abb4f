using Unroll.Series.Frames;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>The targets of a classification: class indices of series.</summary>
internal static class ClassTargets
{
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
