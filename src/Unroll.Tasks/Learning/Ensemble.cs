using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>An ensemble of networks whose predictions are averaged; often just one.</summary>
/// <param name="networks">The networks, at least one, all with outputs of the same shape.</param>
public sealed class Ensemble(IReadOnlyList<Model> networks)
{
    /// <summary>The networks.</summary>
    public IReadOnlyList<Model> Networks { get; } = networks is { Count: > 0 } ? [.. networks]
        : throw new ArgumentException("An ensemble needs at least one network.", nameof(networks));

    /// <summary>The mean of the networks' outputs.</summary>
    /// <param name="samples">The samples; their targets are not used.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>Sample after sample, its outputs one after the other: [samples, numbers of all outputs] in row-major order.</returns>
    public float[] Predict(SampleSource samples, int threads)
    {
        float[] mean = Outputs(Networks[0], samples, threads);
        foreach (Model network in Networks.Skip(1))
        {
            TensorPrimitives.Add(mean, Outputs(network, samples, threads), mean);
        }

        TensorPrimitives.Divide(mean, Networks.Count, mean);
        return mean;
    }

    /// <summary>The outputs of one network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples; their targets are not used.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>Sample after sample, its outputs one after the other: [samples, numbers of all outputs] in row-major order.</returns>
    public static float[] Outputs(Model network, SampleSource samples, int threads)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        float[][] outputs = [.. network.PredictAll(samples, new PredictOptions { Threads = threads }).Select(Flatten)];
        if (outputs.Length == 1)
        {
            return outputs[0];
        }

        float[] all = new float[outputs.Sum(output => output.Length)];
        Span<float> rest = all;
        for (int sample = 0; sample < samples.Count; sample++)
        {
            foreach (float[] output in outputs)
            {
                int width = output.Length / samples.Count;
                output.AsSpan(sample * width, width).CopyTo(rest);
                rest = rest[width..];
            }
        }

        return all;
    }

    private static float[] Flatten(Tensor<float> output)
    {
        float[] values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        return values;
    }
}
