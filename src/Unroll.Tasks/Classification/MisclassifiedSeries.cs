using System.Text;

namespace Unroll.Tasks.Classification;

/// <summary>A misclassified series beside its nearest neighbours in the training part.</summary>
/// <param name="Prediction">What was predicted for it.</param>
/// <param name="Columns">Names of the prepared columns.</param>
/// <param name="Values">Its prepared values, a list for each column; of long series, means over some steps.</param>
/// <param name="NearestOfPredicted">The nearest training series of the predicted class; null where there is none.</param>
/// <param name="NearestOfTrue">The nearest training series of its true class; null where there is none.</param>
public sealed record MisclassifiedSeries(
    ClassPrediction Prediction, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> Values,
    SeriesNeighbor? NearestOfPredicted, SeriesNeighbor? NearestOfTrue)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Prediction), Prediction), (nameof(Columns), Columns), (nameof(Values), Values),
        (nameof(NearestOfPredicted), NearestOfPredicted), (nameof(NearestOfTrue), NearestOfTrue));
}
