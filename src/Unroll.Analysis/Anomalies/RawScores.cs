using System.Text;
using Unroll.Analysis.Matching;

namespace Unroll.Analysis.Anomalies;

/// <summary>A detector's scores of how unusual each value of a series is, in its own unit.</summary>
/// <param name="Values">
/// A score for each value, from 0, usual, without upper limit; NaN where it cannot tell, as of a missing value.
/// </param>
public sealed record RawScores(double[] Values)
{
    /// <summary>The unit of the scores, as a chart has it: "robust deviations".</summary>
    public string Unit { get; init; } = "score";

    /// <summary>Rows that are not unusual between two that are, at most, for both to belong to one anomaly. Default: 1.</summary>
    public int Gap { get; init; } = 1;

    /// <summary>
    /// Rows of a pattern that was looked for: then a score is that of the occurrence that begins at its row, and of overlapping ones only
    /// the best counts. Default 0: scores are of single rows.
    /// </summary>
    public int PatternLength { get; init; }

    /// <summary>The value that was expected at each row; null where the detector expects none.</summary>
    public double[]? Expected { get; init; }

    /// <summary>The least threshold that the detector allows. Default: 0.</summary>
    public double MinThreshold { get; init; }

    /// <summary>The greatest threshold that the detector allows. Default: none.</summary>
    public double MaxThreshold { get; init; } = double.PositiveInfinity;

    /// <summary>The matrix profile that the scores come from; null of other detectors.</summary>
    public MatrixProfile? Profile { get; init; }

    /// <summary>Notes on the scores, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Values), Values), (nameof(Unit), Unit), (nameof(Gap), Gap), (nameof(PatternLength), PatternLength),
        (nameof(Expected), Expected), (nameof(MinThreshold), MinThreshold), (nameof(MaxThreshold), MaxThreshold),
        (nameof(Profile), Profile), (nameof(Notes), Notes));
}
