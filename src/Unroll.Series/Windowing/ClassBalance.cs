using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <summary>Class weights and oversampling for training on imbalanced classes.</summary>
public static class ClassBalance
{
    /// <summary>
    /// The weight n / (k · n_c) of each class, of n samples of k classes that occur, n_c of them of class c (King and Zeng 2001): each
    /// class then weighs the same in all, and the mean weight of a sample is 1. A class that does not occur has weight 0.
    /// </summary>
    /// <param name="labels">The class of each sample, from 0; at least one.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">There is no label, or one is not from 0 to <paramref name="classes"/> − 1.</exception>
    public static float[] Weights(IReadOnlyList<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("There are no labels to balance: give at least one.", nameof(labels));
        }

        int[] counts = new int[classes];
        foreach (int label in labels)
        {
            if (label < 0 || label >= classes)
            {
                throw new ArgumentException($"A label is {label}, but there are {CountFormatter.Format(classes, "classes")}, from " +
                    $"0.", nameof(labels));
            }

            counts[label]++;
        }

        int occurring = counts.Count(count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0 : (float)((double)labels.Count / ((double)occurring * count)))];
    }

    /// <summary>Sequences with balanced class weights.</summary>
    /// <param name="sequences">The sequences of the training part.</param>
    /// <exception cref="InvalidOperationException">The target is not a class.</exception>
    public static ClassWeightedSource Weighted(SeriesSequences sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        IReadOnlyList<int> labels = sequences.Labels;
        return new(sequences, labels, Weights(labels, labels.Max() + 1));
    }

    /// <summary>Sequences oversampled to equal class frequencies: those of rarer classes are repeated.</summary>
    /// <param name="sequences">The sequences of the training part.</param>
    /// <param name="seed">Seed of the choice of repeated sequences.</param>
    /// <exception cref="InvalidOperationException">The target is not a class.</exception>
    public static OversamplingSource Oversampled(SeriesSequences sequences, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new(sequences, sequences.Labels, seed);
    }
}
