using System.Text;

namespace Unroll.Analysis.Anomalies;

/// <summary>The scores of a series and the anomalies in it.</summary>
/// <param name="Scores">
/// A score for each value, from 0, usual, over 0.5, the threshold, to 1: raw / (raw + threshold). NaN where there is none, as of a missing
/// value.
/// </param>
/// <param name="IsAnomaly">Whether each value belongs to an anomaly.</param>
/// <param name="Anomalies">The anomalies, in the order of time.</param>
/// <param name="Raw">The scores in the detector's own unit, with what else it tells.</param>
/// <param name="Threshold">The raw score above which a value is an anomaly.</param>
public sealed record AnomalyScores(
    double[] Scores, bool[] IsAnomaly, IReadOnlyList<Anomaly> Anomalies, RawScores Raw, double Threshold)
{
    /// <summary>Puts scores on the common scale, and unusual rows together.</summary>
    internal static AnomalyScores Of(RawScores raw, ScoreTail tail)
    {
        double[] scores = [.. raw.Values.Select(tail.Standardize)];
        List<Anomaly> anomalies = raw.PatternLength > 0 ? Occurrences(raw, tail) : Runs(raw, tail);
        bool[] flags = new bool[scores.Length];
        foreach (Anomaly anomaly in anomalies)
        {
            for (int row = anomaly.Start; row <= anomaly.End; row++)
            {
                // Rows between two unusual ones lie in the anomaly, but are none themselves.
                flags[row] = raw.PatternLength > 0 || raw.Values[row] > tail.Threshold;
            }
        }

        return new AnomalyScores(scores, flags, anomalies, raw, tail.Threshold);
    }

    private static List<Anomaly> Runs(RawScores raw, ScoreTail tail)
    {
        List<Anomaly> anomalies = [];
        double[] values = raw.Values;
        int start = -1, end = -1, peak = -1;
        for (int row = 0; row < values.Length; row++)
        {
            if (!(values[row] > tail.Threshold))
            {
                continue;
            }

            if (start >= 0 && row - end > raw.Gap + 1)
            {
                anomalies.Add(Made());
                start = -1;
            }

            (start, peak) = start < 0 ? (row, row) : (start, values[row] > values[peak] ? row : peak);
            end = row;
        }

        if (start >= 0)
        {
            anomalies.Add(Made());
        }

        return anomalies;

        Anomaly Made() => new(start, end, peak, tail.Standardize(values[peak]), tail.PValue(values[peak]));
    }

    /// <summary>The best occurrences of a pattern, none overlapping a better one.</summary>
    private static List<Anomaly> Occurrences(RawScores raw, ScoreTail tail)
    {
        double[] values = raw.Values;
        bool[] isTaken = new bool[values.Length];
        List<Anomaly> found = [];
        foreach (int row in Enumerable.Range(0, values.Length).Where(row => values[row] > tail.Threshold)
            .OrderByDescending(row => values[row]).ThenBy(row => row))
        {
            int end = Math.Min(row + raw.PatternLength, values.Length) - 1;
            if (!isTaken[row] && !isTaken[end])
            {
                Array.Fill(isTaken, true, row, end - row + 1);
                found.Add(new Anomaly(row, end, row, tail.Standardize(values[row]), tail.PValue(values[row])));
            }
        }

        return [.. found.OrderBy(anomaly => anomaly.Start)];
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Scores), Scores), (nameof(IsAnomaly), IsAnomaly), (nameof(Anomalies), Anomalies), (nameof(Raw), Raw),
        (nameof(Threshold), Threshold));
}
