namespace Unroll.Insight.Attribution;

/// <summary>The number that is explained: a weighted sum over one of the model's outputs, or over its log probabilities.</summary>
/// <param name="Index">Which of the model's outputs.</param>
/// <param name="Feature">The feature; null where it is the mean of several, or another at each timestep.</param>
/// <param name="Timestep">The timestep; null for a vector, or all timesteps.</param>
/// <param name="Weights">The weight of each number of that output, [timesteps, features].</param>
internal sealed record ExplainedOutput(int Index, int? Feature, int? Timestep, float[] Weights)
{
    private const double SumTolerance = 1e-3;

    // The logarithm of a probability that is 0 in single precision has no derivative.
    private const float SmallestProbability = 1e-30f;

    /// <summary>Features of an output of classes, made log probabilities first; 0 where numbers are weighted as they are.</summary>
    private int Classes { get; init; }

    /// <summary>Whether the classes' outputs are probabilities already, rather than logits.</summary>
    private bool AreProbable { get; init; }

    /// <summary>The real timesteps of the output.</summary>
    public int Timesteps { get; private init; }

    /// <summary>Chooses it by the options and the outputs for the sample.</summary>
    /// <exception cref="ArgumentException">There is no such output, feature or timestep.</exception>
    public static ExplainedOutput Of(
        SaliencyOptions options, IReadOnlyList<float[]> outputs, IReadOnlyList<Shape> shapes, InputSample sample)
    {
        RequireBelow(options.ModelOutput, outputs.Count, "output of the model", nameof(options));
        float[] output = outputs[options.ModelOutput];
        int features = shapes[options.ModelOutput].Features, timesteps = output.Length / features;
        foreach (int feature in options.Output is { } wanted ? [wanted] : options.Features ?? [])
        {
            RequireBelow(feature, features, "feature of the output", nameof(options));
        }

        int real = Math.Min(LengthOf(sample, timesteps), timesteps);
        if (options.Timestep is { } timestep)
        {
            RequireBelow(timestep, real, "timestep of the output", nameof(options));
        }

        if (options.Classes is { } classes)
        {
            return OfClasses(options, classes, output, features, timesteps);
        }

        int last = options.Timestep ?? real - 1;
        ReadOnlySpan<float> step = output.AsSpan(last * features, features);
        if (options.LogProbability)
        {
            if (features == 1)
            {
                throw new ArgumentException(
                    "The output is one number, but log probabilities are those of at least two classes: explain the number itself.",
                    nameof(options));
            }

            int likeliest = options.Output ?? IndexOfLargest(step);
            int[] upTo = [.. Enumerable.Repeat(likeliest, last + 1)];
            return OfClasses(options with { Output = likeliest, Timestep = last }, upTo, output, features, timesteps) with
            {
                Timestep = timesteps == 1 ? null : last,
                Timesteps = real,
            };
        }

        int? chosen = options.Output ?? (options.Features is null && (options.Largest || AreProbabilities(step))
            ? IndexOfLargest(step) : options.Features is [var single] ? single : null);
        bool isMean = chosen is null || (options.Output is null && options.Features is not null);
        int? at = options.Timestep ?? (timesteps == 1 || isMean ? null : last);
        int[] counted = chosen is { } only ? [only] : [.. options.Features ?? Enumerable.Range(0, features)];
        float[] weights = new float[output.Length];
        int steps = at is null ? real : 1;
        for (int t = at ?? 0; t < (at ?? 0) + steps; t++)
        {
            foreach (int feature in counted)
            {
                weights[(t * features) + feature] = 1f / (counted.Length * steps);
            }
        }

        return new ExplainedOutput(options.ModelOutput, chosen, at, weights) { Timesteps = real };
    }

    /// <summary>The number for an output.</summary>
    /// <param name="output">The output of a sample, [timesteps, features].</param>
    public double ValueOf(ReadOnlySpan<float> output)
    {
        double sum = 0;
        for (int i = 0; i < Weights.Length; i++)
        {
            if (Weights[i] != 0)
            {
                sum += Weights[i] * (Classes == 0 ? output[i] : AreProbable ? Math.Log(Math.Max(output[i], SmallestProbability))
                    : output[i] - LogSumOfExponentials(output.Slice(i / Classes * Classes, Classes)));
            }
        }

        return sum;
    }

    /// <summary>The gradient of the number by the outputs.</summary>
    /// <param name="outputs">The outputs of some samples, [samples, timesteps, features].</param>
    public float[] GradientOf(float[] outputs)
    {
        float[] gradient = new float[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            float weight = Weights[i % Weights.Length];
            gradient[i] = AreProbable && weight != 0 ? weight / Math.Max(outputs[i], SmallestProbability) : weight;
        }

        for (int start = 0; Classes > 0 && !AreProbable && start < outputs.Length; start += Classes)
        {
            // ∂/∂x_j Σ w_i (x_i − log Σ exp x) = w_j − (Σ w_i) softmax_j.
            float weight = Weights.AsSpan(start % Weights.Length, Classes).ToArray().Sum();
            ReadOnlySpan<float> logits = outputs.AsSpan(start, Classes);
            double shift = weight == 0 ? 0 : LogSumOfExponentials(logits);
            for (int i = 0; i < Classes && weight != 0; i++)
            {
                gradient[start + i] -= (float)(weight * Math.Exp(logits[i] - shift));
            }
        }

        return gradient;
    }

    private static ExplainedOutput OfClasses(
        SaliencyOptions options, IReadOnlyList<int> classes, float[] output, int features, int timesteps)
    {
        if (classes.Count == 0 || classes.Count > timesteps || classes.Any(place => (uint)place >= (uint)features))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Got {CountFormatter.Format(classes.Count, "classes")}: give one for each of at most {timesteps} timesteps, from 0 to ")
                + FormattableString.Invariant($"{features - 1}."), nameof(options));
        }

        int? at = options.Timestep ?? (options.Output is null ? null : classes.Count - 1);
        RequireBelow(at ?? 0, classes.Count, "timestep of the output", nameof(options));
        float[] weights = new float[timesteps * features];
        for (int t = 0; t < classes.Count; t++)
        {
            weights[(t * features) + (options.Output ?? classes[t])] = (at ?? t) == t ? 1 : 0;
        }

        return new(options.ModelOutput, at is { } step ? options.Output ?? classes[step] : null, at, weights)
        {
            Classes = features,
            AreProbable = Enumerable.Range(0, classes.Count).All(t => AreProbabilities(output.AsSpan(t * features, features))),
            Timesteps = classes.Count,
        };
    }

    /// <summary>The real timesteps of an output: those of the last input that is as long, as what a decoder goes on from.</summary>
    private static int LengthOf(InputSample sample, int timesteps)
    {
        int input = Enumerable.Range(0, sample.Shapes.Count).LastOrDefault(i => sample.Shapes[i].Timesteps == timesteps);
        return sample.LengthOf(input);
    }

    private static double LogSumOfExponentials(ReadOnlySpan<float> logits)
    {
        double largest = logits[IndexOfLargest(logits)], sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return largest + Math.Log(sum);
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
