using Unroll.Series.Frames;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>Reads the classes of series as targets: the index of the class.</summary>
internal static class ClassTargets
{
    /// <summary>The series with the index of their class by its name; NaN where it is not known.</summary>
    /// <param name="series">The series.</param>
    /// <param name="classNames">Names of the classes that were learned.</param>
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
