using System.Globalization;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// The warnings of targets that the last layer of a network never gives, as a rectifier no number below 0: a loss of differences, such as
/// the squared error, falls all the same, and ends at the bound.
/// </summary>
internal static class TargetReach
{
    private const int BlockRows = 256;

    /// <summary>The most values of a block, so that long sequences take no memory.</summary>
    private const int MostValues = 1 << 20;

    /// <summary>The most samples that are read of a source that is not in memory: enough for the least share.</summary>
    private const int MostRead = 16 * BlockRows;

    /// <summary>The share of targets beyond the range from which it is told.</summary>
    private const double LeastShare = 0.01;

    /// <summary>The tolerance beyond the range, so that rounding is no target out of reach.</summary>
    private const float Slack = 1e-3f;

    /// <summary>A sentence for each output with such targets.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="source">The training samples; of those that are not in memory, some are looked at.</param>
    /// <param name="losses">The loss of each output.</param>
    public static IReadOnlyList<string> Warnings(Model model, SampleSource source, IReadOnlyList<OutputLoss> losses)
    {
        SampleSource read = source.IsInMemory ? source : SubsetSource.Spread(source, source.IsSlow ? BlockRows : MostRead);
        Shape[] shapes = model.Network.InferShapes(source.GetInputShapes());
        OutputRange[] ranges = model.Network.InferRanges(shapes: shapes);
        List<string> warnings = [];
        for (int o = 0; o < losses.Count; o++)
        {
            int signal = model.Network.Outputs[o];
            if (Bounds(ranges[signal]) is not (float low, float high)
                || losses[o].Loss is not (MeanSquaredError or MeanAbsoluteError or Huber or LogCosh or Quantile))
            {
                continue;
            }

            (long beyond, long all, float least, float most) = Count(read, o, low - Slack, high + Slack);
            if (all > 0 && beyond >= LeastShare * all)
            {
                string which = losses.Count > 1 ? $" of output {model.OutputNames[o]}" : "";
                string layer = model.Network.Deciding(signal) is (Layer last, _) ? $"the layer '{last.Name}'" : "the last layer";
                string many = beyond == all ? "All" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * beyond / all:0.#} % of the");
                string looked = ReferenceEquals(read, source) ? "" : $" of {CountFormatter.Format(read.Count, "samples")} looked at";
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{many} targets{which}{looked} lie beyond what {layer} can give, {Describe(low, high)}: they go from {least} to "
                    + $"{most}. Leave its activation out, or scale the targets into that range."));
            }
        }

        return warnings;
    }

    private static (float Low, float High)? Bounds(OutputRange range) => range switch
    {
        OutputRange.NonNegative => (0, float.PositiveInfinity),
        OutputRange.MinusOneToOne => (-1, 1),
        OutputRange.ZeroToOne or OutputRange.Distribution => (0, 1),
        _ => null,
    };

    private static string Describe(float low, float high) => float.IsInfinity(high)
        ? "numbers of at least 0" : string.Create(CultureInfo.InvariantCulture, $"numbers from {low} to {high}");

    /// <summary>Counts the targets below or above bounds, and those of weight that are finite, with the least and the largest.</summary>
    private static (long Beyond, long All, float Least, float Most) Count(SampleSource source, int output, float low, float high)
    {
        Shape shape = source.GetTargetShape(output);
        int block = Math.Clamp(MostValues / Math.Max(1, shape.Timesteps * shape.Features), 1, Math.Min(BlockRows, source.Count));
        float[] values = new float[block * shape.Timesteps * shape.Features];
        float[] weights = source.HasWeights(output) ? new float[block * shape.Timesteps] : [];
        (long beyond, long all, float least, float most) = (0, 0, float.PositiveInfinity, float.NegativeInfinity);
        for (int start = 0; start < source.Count; start += block)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(block, source.Count - start))];
            TimeMajorSpan targets = new(
                values.AsSpan(0, rows.Length * shape.Timesteps * shape.Features), shape.Timesteps, rows.Length, shape.Features);
            source.CopyTargets(output, rows, targets);
            if (weights.Length > 0)
            {
                source.CopyWeights(output, rows, weights.AsSpan(0, rows.Length * shape.Timesteps));
            }

            for (int i = 0; i < targets.Values.Length; i++)
            {
                float value = targets.Values[i];
                if (float.IsFinite(value) && (weights.Length == 0 || weights[i / shape.Features] != 0))
                {
                    all++;
                    beyond += value < low || value > high ? 1 : 0;
                    (least, most) = (Math.Min(least, value), Math.Max(most, value));
                }
            }
        }

        return (beyond, all, least, most);
    }
}
