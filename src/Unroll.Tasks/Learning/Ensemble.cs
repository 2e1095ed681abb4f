using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Models;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// An ensemble whose predictions are averaged: networks on the same inputs, often just one, or members, each with its own preparation,
/// windows and networks.
/// </summary>
public sealed class Ensemble
{
    private readonly MemberAverage _average;

    /// <summary>Creates an ensemble of networks.</summary>
    /// <param name="networks">The networks, at least one, all with outputs of the same shape.</param>
    public Ensemble(IReadOnlyList<Model> networks) => Networks = networks is { Count: > 0 } ? [.. networks]
        : throw new ArgumentException("An ensemble needs at least one network.", nameof(networks));

    /// <summary>Creates an ensemble of members.</summary>
    /// <param name="members">The members, at least one, all of the same task on the same data.</param>
    /// <param name="average">The average of their predictions.</param>
    public Ensemble(IReadOnlyList<EnsembleMember> members, MemberAverage average)
    {
        ArgumentNullException.ThrowIfNull(members);
        Networks = members.Count > 0 ? [.. members.SelectMany(member => member.Networks.Networks)]
            : throw new ArgumentException("An ensemble needs at least one member.", nameof(members));
        (Members, _average) = ([.. members], average);
    }

    /// <summary>The networks, those of all members together.</summary>
    public IReadOnlyList<Model> Networks { get; }

    /// <summary>The members; empty where all networks take the same inputs.</summary>
    public IReadOnlyList<EnsembleMember> Members { get; } = [];

    /// <summary>The average of the members' predictions: the mean by their weights, or the median.</summary>
    /// <param name="predictions">The prediction of each member, one number after the other.</param>
    public double[] Average(IReadOnlyList<double[]> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count != Members.Count)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(predictions.Count, "predictions")} of "
                + $"{CountFormatter.Format(Members.Count, "members")}: give one of each.", nameof(predictions));
        }

        double[] average = new double[predictions[0].Length];
        if (_average == MemberAverage.Median)
        {
            double[] sorted = new double[predictions.Count];
            for (int i = 0; i < average.Length; i++)
            {
                for (int member = 0; member < sorted.Length; member++)
                {
                    sorted[member] = predictions[member][i];
                }

                Array.Sort(sorted);
                average[i] = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
            }

            return average;
        }

        double total = Members.Sum(member => member.Weight);
        for (int member = 0; member < predictions.Count; member++)
        {
            TensorPrimitives.MultiplyAdd<double>(predictions[member], Members[member].Weight / total, average, average);
        }

        return average;
    }

    /// <summary>The index of a member drawn by its weight; 0 where there are none, for which no random number is used.</summary>
    internal int Draw(RandomStream random)
    {
        double left = Members.Count == 0 ? 0 : random.NextDouble() * Members.Sum(member => member.Weight);
        int drawn = 0;
        while (drawn < Members.Count - 1 && left >= Members[drawn].Weight)
        {
            left -= Members[drawn].Weight;
            drawn++;
        }

        return drawn;
    }

    /// <summary>The mean of the networks' outputs.</summary>
    /// <param name="samples">The samples; their targets are not used.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>Sample after sample, its outputs one after the other: [samples, numbers of all outputs] in row-major order.</returns>
    /// <exception cref="InvalidOperationException">The ensemble has members, whose inputs differ.</exception>
    public float[] Predict(SampleSource samples, int threads)
    {
        if (Members.Count > 0)
        {
            throw new InvalidOperationException("The members of this ensemble have inputs of their own: predict with each, and average.");
        }

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
        if (FittedNetwork.Of(network) is { } fitted)
        {
            return fitted.Predict(samples, threads);
        }

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
