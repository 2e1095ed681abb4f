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
    /// <returns>One output after the other, [samples, outputs] in row-major order.</returns>
    public float[] Predict(SampleSource samples, int threads)
    {
        ArgumentNullException.ThrowIfNull(samples);
        float[]? mean = null;
        float[] outputs = [];
        foreach (Model network in Networks)
        {
            Tensor<float> predicted = network.Predict(samples, new PredictOptions { Threads = threads });
            if (mean is null)
            {
                mean = new float[predicted.FlattenedLength];
                outputs = new float[mean.Length];
            }

            predicted.FlattenTo(outputs);
            TensorPrimitives.Add(mean, outputs, mean);
        }

        TensorPrimitives.Divide(mean!, Networks.Count, mean!);
        return mean!;
    }
}
