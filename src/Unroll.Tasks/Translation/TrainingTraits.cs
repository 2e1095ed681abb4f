using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Translation;

/// <summary>The traits of a translation's training part that predictions and baselines need.</summary>
/// <param name="LongestSource">Timesteps of its longest source.</param>
/// <param name="LongestTarget">Timesteps of its longest target, without its end.</param>
/// <param name="KnowsUnknown">Whether its sources have tokens that count as unknown, so that a network knows how to take them.</param>
/// <param name="MostFrequent">The target that it has most often.</param>
/// <param name="FixedLength">Timesteps of each target; null where they differ.</param>
internal sealed record TrainingTraits(int LongestSource, int LongestTarget, bool KnowsUnknown, string MostFrequent, int? FixedLength)
{
    /// <summary>The traits of a training part.</summary>
    /// <param name="data">The pairs.</param>
    /// <param name="samples">The same, prepared.</param>
    /// <param name="read">The side of the sources.</param>
    public static TrainingTraits Of(PairData data, PairSamples samples, PairSide read)
    {
        int[] all = [.. Enumerable.Range(0, data.Count)];
        return new(
            samples.InputShape.Timesteps, all.Max(samples.TargetLengthOf) - samples.EndLength,
            read.Tokenizer is not null && all.Any(index => samples.SourceOf(index).Contains(Tokenizer.Unknown)),
            all.Select(data.TargetOf).GroupBy(text => text, StringComparer.Ordinal).MaxBy(group => group.Count())!.Key,
            all.Select(samples.TargetLengthOf).Distinct().ToArray() is [var only] ? only - samples.EndLength : null)
        {
            MeanTarget = samples.EndLength == 0 ? MeanOf(samples) : [],
        };
    }

    /// <summary>Restores them.</summary>
    public static TrainingTraits FromJson(JsonObject json) => new(
        json["longest-source"]!.GetValue<int>(), json["longest-target"]!.GetValue<int>(), json["knows-unknown"]!.GetValue<bool>(),
        json["most-frequent"]!.GetValue<string>(), json["fixed-length"]?.GetValue<int>())
    {
        MeanTarget = [.. json["mean-target"]!.AsArray().Select(number => number!.GetValue<float>())],
    };

    /// <summary>Of numbers, the mean of the targets at each timestep, on the scale of the network; empty of tokens.</summary>
    public IReadOnlyList<float> MeanTarget { get; private init; } = [];

    /// <summary>The traits as they are saved.</summary>
    public JsonObject ToJson() => new()
    {
        ["longest-source"] = LongestSource,
        ["longest-target"] = LongestTarget,
        ["knows-unknown"] = KnowsUnknown,
        ["most-frequent"] = MostFrequent,
        ["fixed-length"] = FixedLength,
        ["mean-target"] = new JsonArray([.. MeanTarget.Select(number => (JsonNode)number)]),
    };

    private static float[] MeanOf(PairSamples samples)
    {
        int length = samples.TargetShape.Timesteps * samples.TargetShape.Features;
        double[] sums = new double[length], counts = new double[length];
        for (int sample = 0; sample < samples.Count; sample++)
        {
            ReadOnlySpan<float> target = samples.TargetOf(sample);
            for (int i = 0; i < target.Length; i++)
            {
                sums[i] += target[i];
                counts[i]++;
            }
        }

        return [.. sums.Zip(counts, (sum, count) => (float)(sum / count))];
    }
}
