namespace Unroll.Insight.Attribution;

/// <summary>The number that is explained: a weighted sum over one of the model's outputs.</summary>
/// <param name="Index">Which of the model's outputs.</param>
/// <param name="Feature">The feature; null where it is the mean of all.</param>
/// <param name="Timestep">The timestep; null for a vector, or the mean of all.</param>
/// <param name="Weights">The weight of each number of that output, [timesteps, features].</param>
internal sealed record ExplainedOutput(int Index, int? Feature, int? Timestep, float[] Weights)
{
    private const double SumTolerance = 1e-3;

    /// <summary>Chooses it by the options and the outputs for the sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, feature or timestep.</exception>
    public static ExplainedOutput Of(SaliencyOptions options, IReadOnlyList<float[]> outputs, IReadOnlyList<Shape> shapes, int length)
    {
        RequireBelow(options.ModelOutput, outputs.Count, "output of the model", nameof(options));
        float[] output = outputs[options.ModelOutput];
        int features = shapes[options.ModelOutput].Features, timesteps = output.Length / features;
        if (options.Output is { } feature)
        {
            RequireBelow(feature, features, "feature of the output", nameof(options));
        }

        if (options.Timestep is { } timestep)
        {
            RequireBelow(timestep, timesteps, "timestep of the output", nameof(options));
        }

        int last = options.Timestep ?? Math.Min(length, timesteps) - 1;
        ReadOnlySpan<float> step = output.AsSpan(last * features, features);
        int? chosen = options.Output ?? (AreProbabilities(step) ? IndexOfLargest(step) : null);
        int? at = options.Timestep ?? (timesteps == 1 || chosen is null ? null : last);
        float[] weights = new float[output.Length];
        int count = (chosen is null ? features : 1) * (at is null ? timesteps : 1);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (chosen ?? (i % features)) == i % features && (at ?? (i / features)) == i / features ? 1f / count : 0;
        }

        return new ExplainedOutput(options.ModelOutput, chosen, at, weights);
    }

    private static bool AreProbabilities(ReadOnlySpan<float> step)
    {
        double sum = 0;
        foreach (float value in step)
        {
            sum += value >= 0 ? value : double.NaN;
        }

        return step.Length > 1 && Math.Abs(sum - 1) < SumTolerance;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            largest = values[i] > values[largest] ? i : largest;
        }

        return largest;
    }

    private static void RequireBelow(int value, int count, string what, string name)
    {
        if ((uint)value >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"There is no {what} {value}: it is from 0 to {count - 1}."));
        }
    }
}
