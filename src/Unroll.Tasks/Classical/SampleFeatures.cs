using Unroll.Analysis.Estimators;
using Unroll.Data;

namespace Unroll.Tasks.Classical;

/// <summary>
/// Samples as rows of a table: the values of all steps, of a window its lags; of sequences of unequal length a summary of each channel; and
/// for models that read series the series themselves.
/// </summary>
internal static class SampleFeatures
{
    private const int ChunkLength = 1024;

    /// <summary>The most numbers of a table that is learned from: 0.4 GB of them.</summary>
    private const long MostValues = 50_000_000;

    /// <summary>The numbers that a channel of unequal length is summed up by.</summary>
    private static readonly string[] _summaries = ["mean", "deviation", "minimum", "maximum", "slope", "first", "last"];

    /// <summary>The samples to learn from: all, or evenly spaced ones where all would not fit into memory.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="most">The most numbers of the table.</param>
    public static int[] Learned(SampleSource samples, long most = MostValues)
    {
        long width = Enumerable.Range(0, samples.InputCount).Select(samples.GetInputShape).Sum(
            shape => (long)StepsOf(shape) * shape.Features);
        int stride = (int)Math.Max(1, ((samples.Count * width) + most - 1) / most);
        return [.. Enumerable.Range(0, (samples.Count + stride - 1) / stride).Select(index => index * stride)];
    }

    /// <summary>A sentence where not all samples are learned from; null where they are.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="learned">Those that are learned from.</param>
    public static string? NoteOf(SampleSource samples, int[] learned) => learned.Length == samples.Count ? null
        : $"it learned from {CountFormatter.Format(learned.Length, "samples")} of {samples.Count}, evenly spaced, which fit into memory.";

    /// <summary>Samples as a table.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="chosen">Indices of those that are rows.</param>
    /// <param name="asSeries">Whether the model reads series.</param>
    /// <param name="names">Names of the inputs at each step; none where they are not needed.</param>
    /// <param name="further">Names of the values of further inputs; none where they are not needed.</param>
    /// <param name="channels">The channels of a series that the model reads; none for all.</param>
    public static FeatureTable Of(
        SampleSource samples, int[] chosen, bool asSeries, IReadOnlyList<string>? names = null, IReadOnlyList<string>? further = null,
        IReadOnlyList<int>? channels = null)
    {
        bool isSummary = !asSeries && samples.HasLengths(0);
        double[][] rows = InChunks(chosen, indices =>
        {
            double[][] chunk = [.. indices.Select(_ => Array.Empty<double>())];
            for (int input = 0; input < (asSeries ? 1 : samples.InputCount); input++)
            {
                (int place, Shape shape) = (input, samples.GetInputShape(input));
                Append(chunk, LengthsOf(samples, input, indices), shape, isSummary && input == 0, buffer => samples.CopyInputs(
                    place, indices, new TimeMajorSpan(buffer, StepsOf(shape), indices.Length, shape.Features)));
            }

            return channels is { Count: > 0 } ? [.. chunk.Select(row => Channels(row, samples.InputShape.Features, channels))] : chunk;
        });
        return new FeatureTable(rows, channels is { Count: > 0 } ? channels.Count : asSeries ? samples.InputShape.Features : 1)
        {
            Names = asSeries || names is null ? [] : [.. NamesOf(samples, names, isSummary), .. further ?? []],
        };
    }

    /// <summary>The targets of samples, those of several outputs one after the other.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="chosen">Indices of those that are rows.</param>
    public static double[][] Targets(SampleSource samples, int[] chosen) => InChunks(chosen, indices =>
    {
        double[][] rows = [.. indices.Select(_ => Array.Empty<double>())];
        for (int target = 0; target < samples.TargetCount; target++)
        {
            (int place, Shape shape) = (target, samples.GetTargetShape(target));
            int[] lengths = [.. Enumerable.Repeat(StepsOf(shape), indices.Length)];
            Append(rows, lengths, shape, false, buffer => samples.CopyTargets(
                place, indices, new TimeMajorSpan(buffer, StepsOf(shape), indices.Length, shape.Features)));
        }

        return rows;
    });

    private static double[] Channels(double[] series, int features, IReadOnlyList<int> channels) =>
        [.. Enumerable.Range(0, series.Length / features).SelectMany(step => channels.Select(own => series[(step * features) + own]))];

    private delegate void Copy(Span<float> buffer);

    /// <summary>Rows of some samples at a time, whose floats are then small beside the rows.</summary>
    private static double[][] InChunks(int[] chosen, Func<int[], double[][]> rowsOf)
    {
        double[][] rows = new double[chosen.Length][];
        for (int at = 0; at < chosen.Length; at += ChunkLength)
        {
            rowsOf(chosen[at..Math.Min(chosen.Length, at + ChunkLength)]).CopyTo(rows, at);
        }

        return rows;
    }

    private static void Append(double[][] rows, int[] lengths, Shape shape, bool isSummary, Copy copy)
    {
        (int steps, int features) = (StepsOf(shape), shape.Features);
        float[] buffer = new float[checked(steps * rows.Length * features)];
        copy(buffer);
        for (int row = 0; row < rows.Length; row++)
        {
            double[] values = new double[lengths[row] * features];
            for (int step = 0; step < lengths[row]; step++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    values[(step * features) + feature] = buffer[(((step * rows.Length) + row) * features) + feature];
                }
            }

            values = isSummary ? Summary(values, features) : values;
            rows[row] = rows[row].Length == 0 ? values : [.. rows[row], .. values];
        }
    }

    private static int[] LengthsOf(SampleSource samples, int input, int[] indices)
    {
        int[] lengths = new int[indices.Length];
        if (samples.HasLengths(input))
        {
            samples.CopyLengths(input, indices, lengths);
        }
        else
        {
            Array.Fill(lengths, StepsOf(samples.GetInputShape(input)));
        }

        return lengths;
    }

    private static double[] Summary(double[] values, int features)
    {
        int steps = values.Length / features;
        double[] summary = new double[features * _summaries.Length];
        for (int feature = 0; feature < features && steps > 0; feature++)
        {
            double[] channel = [.. Enumerable.Range(0, steps).Select(step => values[(step * features) + feature])];
            double mean = channel.Average(), middle = (steps - 1) / 2.0, along = 0, squares = 0;
            for (int step = 0; step < steps; step++)
            {
                along += (step - middle) * (channel[step] - mean);
                squares += (step - middle) * (step - middle);
            }

            double[] own =
            [
                mean, Math.Sqrt(channel.Average(value => (value - mean) * (value - mean))), channel.Min(), channel.Max(),
                squares > 0 ? along / squares : 0, channel[0], channel[^1],
            ];
            own.CopyTo(summary, feature * _summaries.Length);
        }

        return summary;
    }

    private static IReadOnlyList<string> NamesOf(SampleSource samples, IReadOnlyList<string> names, bool isSummary)
    {
        int steps = StepsOf(samples.InputShape);
        return names.Count != samples.InputShape.Features ? []
            : isSummary ? [.. names.SelectMany(name => _summaries.Select(summary => $"{summary} of {name}"))]
            : [.. Enumerable.Range(0, steps).SelectMany(step => names.Select(name => $"{name}, {steps - 1 - step} before"))];
    }

    private static int StepsOf(Shape shape) => shape.IsSequence ? shape.Timesteps : 1;
}
