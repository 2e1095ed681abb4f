namespace Unroll.Tasks.Evaluation;

/// <summary>The mean squared error of probabilities (Brier 1950).</summary>
public static class BrierScore
{
    /// <summary>The score of the probabilities of one of two classes, from 0 to 1.</summary>
    /// <param name="probabilities">The predicted probability of the class for each sample.</param>
    /// <param name="positive">Whether each belongs to the class.</param>
    /// <exception cref="ArgumentException">There are not as many probabilities as labels, or one does not lie from 0 to 1.</exception>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive)
    {
        Check(probabilities, positive.Length);
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double error = probabilities[i] - (positive[i] ? 1 : 0);
            sum += error * error;
        }

        return sum / probabilities.Length;
    }

    /// <summary>
    /// The score of the probabilities of all classes: the mean over samples of the squared errors' sum, from 0 to 2, as Brier defined it.
    /// Of two classes it is twice that of one of them.
    /// </summary>
    /// <param name="probabilities">The predicted probability of each class (inner list) for each sample.</param>
    /// <param name="classes">The true class of each sample.</param>
    /// <exception cref="ArgumentException">There are not as many probabilities as classes, or one does not lie from 0 to 1.</exception>
    public static double Of(IReadOnlyList<IReadOnlyList<double>> probabilities, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(classes);
        if (probabilities.Count != classes.Count)
        {
            throw new ArgumentException(
                $"There are probabilities of {CountFormatter.Format(probabilities.Count, "samples")} but " +
                $"{CountFormatter.Format(classes.Count, "classes")}: give one class a sample.",
                nameof(classes));
        }

        double sum = 0;
        for (int i = 0; i < classes.Count; i++)
        {
            int actual = classes[i];
            double[] of = [.. probabilities[i]];
            sum += of.Length * Of(of, [.. of.Select((_, label) => label == actual)]);
        }

        return sum / classes.Count;
    }

    /// <summary>Refuses what are no probabilities.</summary>
    internal static void Check(ReadOnlySpan<double> probabilities, int labels)
    {
        if (probabilities.Length != labels)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(probabilities.Length, "probabilities")} but " +
                $"{CountFormatter.Format(labels, "labels")}: give one label a probability.", nameof(labels));
        }

        // Rounding in single precision may lead a little beyond 1.
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] is not (>= -Rounding and <= 1 + Rounding))
            {
                throw new ArgumentException(
                    $"Probability {i} is {probabilities[i]}, but lies from 0 to 1: give probabilities, not logits.", nameof(probabilities));
            }
        }
    }

    private const double Rounding = 1e-5;
}
