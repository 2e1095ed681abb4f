namespace Unroll.Tasks.Evaluation;

/// <summary>How well probabilities of classes tell which class each series belongs to. A measure that is not defined for the data is NaN.</summary>
public sealed record ClassificationScores
{
    // What a 32-bit probability of 1 may be short of; log loss of a certain mistake is then 16.1, not infinite.
    private const double LeastProbability = 1e-7;

    /// <summary>Number of series.</summary>
    public required int Count { get; init; }

    /// <summary>Share that is told rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean of the recalls of the classes that occur, so that rare classes count as much as frequent ones.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>Mean of the F1 scores of the classes that occur.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>
    /// Area under the ROC curve: with two classes that of the second one; with more, the mean over the classes that occur, each against the rest.
    /// </summary>
    public required double RocAuc { get; init; }

    /// <summary>Mean of −log of the probability that was given to the true class, a natural logarithm; probabilities below 10⁻⁷ count as that.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The scores of each class.</summary>
    public required IReadOnlyList<ClassScores> Classes { get; init; }

    /// <summary>How many of each true class (outer list) are said to be of each class (inner list).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>Scores probabilities against the truth. What is predicted is the most probable class, the first of several.</summary>
    /// <param name="classNames">Names of the classes, at least two.</param>
    /// <param name="actual">The true class of each series.</param>
    /// <param name="probabilities">The probability of each class for each series, [series, classes].</param>
    /// <exception cref="ArgumentException">There is nothing to score, a class is not known, or the numbers of values do not fit.</exception>
    public static ClassificationScores Of(IReadOnlyList<string> classNames, ReadOnlySpan<int> actual, ReadOnlySpan<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        int classes = classNames.Count;
        if (actual.IsEmpty || classes < 2 || probabilities.Length != actual.Length * classes)
        {
            throw new ArgumentException(
                $"Scores need at least one series, two classes, and a probability a class and series, but got {actual.Length} series, {classes} classes and {probabilities.Length} probabilities.",
                nameof(probabilities));
        }

        int[][] confusion = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        double logLoss = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] < 0 || actual[i] >= classes)
            {
                throw new ArgumentException($"Series {i} is of class {actual[i]}, but there are {classes} classes: give an index from 0.", nameof(actual));
            }

            ReadOnlySpan<float> row = probabilities.Slice(i * classes, classes);
            confusion[actual[i]][MostProbable(row)]++;
            logLoss -= Math.Log(Math.Max(row[actual[i]], LeastProbability));
        }

        ClassScores[] scores = new ClassScores[classes];
        for (int c = 0; c < classes; c++)
        {
            scores[c] = new ClassScores(classNames[c], confusion[c].Sum(), confusion.Sum(row => row[c]), confusion[c][c], Curve(c, classes, actual, probabilities).Area);
        }

        return new ClassificationScores
        {
            Count = actual.Length,
            Accuracy = scores.Sum(score => score.Correct) / (double)actual.Length,
            BalancedAccuracy = scores.Where(score => score.Support > 0).Average(score => score.Recall),
            MacroF1 = scores.Where(score => score.Support > 0).Average(score => score.F1),
            RocAuc = classes == 2 ? scores[1].RocAuc : scores.Where(score => score.Support > 0).Average(score => score.RocAuc),
            LogLoss = logLoss / actual.Length,
            Classes = scores,
            Confusion = confusion,
        };
    }

    /// <summary>The ROC curve of a class against the rest, by its probability.</summary>
    /// <param name="index">The class.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="actual">The true class of each series.</param>
    /// <param name="probabilities">The probability of each class for each series, [series, classes].</param>
    public static RocCurve Curve(int index, int classes, ReadOnlySpan<int> actual, ReadOnlySpan<float> probabilities)
    {
        double[] own = new double[actual.Length];
        bool[] belongs = new bool[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            own[i] = probabilities[(i * classes) + index];
            belongs[i] = actual[i] == index;
        }

        return RocCurve.Of(own, belongs);
    }

    /// <summary>The most probable class, the first of several.</summary>
    /// <param name="probabilities">The probability of each class.</param>
    public static int MostProbable(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int c = 1; c < probabilities.Length; c++)
        {
            best = probabilities[c] > probabilities[best] ? c : best;
        }

        return best;
    }
}
