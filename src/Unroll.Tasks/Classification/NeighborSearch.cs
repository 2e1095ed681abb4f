using Unroll.Analysis;
using Unroll.Series.Frames;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>
/// The search for the training series that are nearest to misclassified ones: by Euclidean distance of a few points of each, and among the
/// nearest by dynamic time warping.
/// </summary>
internal static class NeighborSearch
{
    private const int MostMistakes = 6;
    private const int OutlinePoints = 64;
    private const int MostSteps = 500;
    private const int MostWarped = 50;
    private const double Window = 0.1;

    /// <summary>The most confident mistakes, each beside its neighbours.</summary>
    /// <param name="predictions">The predictions, in the order of the tested series.</param>
    /// <param name="tested">The tested series, prepared.</param>
    /// <param name="training">The training series, prepared, with their classes as targets.</param>
    /// <param name="columns">The prepared columns.</param>
    public static IReadOnlyList<MisclassifiedSeries> Of(
        IReadOnlyList<ClassPrediction> predictions, SequenceData tested, SequenceData training, IReadOnlyList<string> columns)
    {
        int[] mistakes = [.. Enumerable.Range(0, predictions.Count).Where(index => predictions[index].IsWrong)
            .OrderByDescending(index => predictions[index].Excess).ThenBy(index => predictions[index].Id, StringComparer.Ordinal)
            .Take(MostMistakes)];
        if (mistakes.Length == 0)
        {
            return [];
        }

        double[][] outlines = [.. mistakes.Select(index => Steps(tested.Series[index].Frame, columns, OutlinePoints))];
        double[][] rough = [.. mistakes.Select(_ => new double[training.Series.Count])];
        for (int other = 0; other < training.Series.Count; other++)
        {
            double[] outline = Steps(training.Series[other].Frame, columns, OutlinePoints);
            for (int i = 0; i < mistakes.Length; i++)
            {
                rough[i][other] = Outlying(outlines[i], outline, columns.Count);
            }
        }

        return [.. mistakes.Select((index, i) =>
        {
            ClassPrediction prediction = predictions[index];
            double[] own = Steps(tested.Series[index].Frame, columns, MostSteps);
            return new MisclassifiedSeries(
                prediction, columns, ByColumn(own, columns.Count), Nearest(prediction.Predicted), Nearest(prediction.Actual!.Value));

            SeriesNeighbor? Nearest(int label)
            {
                (int Series, double Distance) best = (-1, double.PositiveInfinity);
                foreach (int other in Enumerable.Range(0, training.Series.Count).Where(other => training.Targets[other][0] == label)
                    .OrderBy(other => rough[i][other]).Take(MostWarped))
                {
                    double distance = DynamicTimeWarping.Distance(
                        own, Steps(training.Series[other].Frame, columns, MostSteps), columns.Count, Window, best.Distance);
                    best = distance < best.Distance ? (other, distance) : best;
                }

                return best.Series < 0 ? null : new SeriesNeighbor(
                    training.Series[best.Series].Id, label, Math.Sqrt(best.Distance),
                    ByColumn(Steps(training.Series[best.Series].Frame, columns, MostSteps), columns.Count));
            }
        })];
    }

    /// <summary>The columns of a series, step after step; of more steps than wanted, the means of as many runs of them.</summary>
    private static double[] Steps(Frame frame, IReadOnlyList<string> columns, int most)
    {
        int rows = frame.RowCount, count = Math.Min(rows, most);
        double[] steps = new double[count * columns.Count], values = new double[rows];
        for (int column = 0; column < columns.Count; column++)
        {
            frame.CopyColumn(columns[column], 0, values);
            for (int step = 0; step < count; step++)
            {
                int from = (int)((long)step * rows / count), to = (int)((step + 1L) * rows / count);
                double sum = 0;
                for (int row = from; row < to; row++)
                {
                    sum += values[row];
                }

                steps[(step * columns.Count) + column] = sum / (to - from);
            }
        }

        return steps;
    }

    /// <summary>The squared distance of two outlines, the longer of which is read at the places of the shorter one's steps.</summary>
    private static double Outlying(double[] first, double[] second, int channels)
    {
        int firstSteps = first.Length / channels, secondSteps = second.Length / channels, common = Math.Min(firstSteps, secondSteps);
        double sum = 0;
        for (int step = 0; step < common; step++)
        {
            int at = step * firstSteps / common * channels, other = step * secondSteps / common * channels;
            for (int channel = 0; channel < channels; channel++)
            {
                double difference = first[at + channel] - second[other + channel];
                sum += difference * difference;
            }
        }

        return sum / common;
    }

    private static IReadOnlyList<IReadOnlyList<double>> ByColumn(double[] steps, int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => (double[])[.. Enumerable.Range(0, steps.Length / channels)
            .Select(step => steps[(step * channels) + channel])])];
}
