using Unroll.Metrics;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Labelling;

/// <summary>The confusion and the log loss of labels, from which the measures follow.</summary>
internal sealed class LabelCounts(IReadOnlyList<string> classNames)
{
    /// <summary>Probabilities below are counted as that, as the loss does.</summary>
    private const double MinProbability = 1e-7;

    private double _logLoss;
    private double _total;

    /// <summary>Steps by true and predicted label.</summary>
    public ConfusionMatrix Confusion { get; } = new(classNames.Count, classNames);

    /// <summary>Steps that have a label.</summary>
    public int Steps => (int)_total;

    /// <summary>The measures, by the names and definitions of scikit-learn.</summary>
    public Scores Scores => new(
    [
        new("accuracy", "Accuracy", Confusion.Accuracy, ScoreFormat.Share) { LowerIsBetter = false,
            Help = "Share of the steps whose label is told rightly." },
        new("balanced_accuracy", "Balanced accuracy", Confusion.BalancedAccuracy, ScoreFormat.Share) { LowerIsBetter = false,
            Help = "Mean over the labels of the share of each that is found: labels count alike, however rare." },
        new("macro_f1", "Macro F1", Confusion.MacroF1) { LowerIsBetter = false,
            Help = "Mean over the labels of F1, the harmonic mean of precision and recall." },
        new("log_loss", "Log loss", _logLoss / _total) { Help = "Mean of −ln of the probability that the true label was given." },
        new("cohen_kappa", "Cohen's κ", Confusion.CohenKappa) { LowerIsBetter = false, IsFurther = true,
            Help = "How far the accuracy exceeds that of chance with the same frequencies: 0 is chance, 1 is perfect." },
    ]);

    /// <summary>Counts the labels of series.</summary>
    public static LabelCounts Of(IReadOnlyList<string> classNames, IEnumerable<SeriesLabels> series)
    {
        LabelCounts counts = new(classNames);
        foreach (SeriesLabels labels in series)
        {
            for (int step = 0; step < labels.Count; step++)
            {
                if (labels.ActualAt(step) is { } actual)
                {
                    counts.Add(actual, labels.PredictedAt(step), labels.ProbabilitiesAt(step)[actual]);
                }
            }
        }

        return counts;
    }

    /// <summary>The most frequent label of the training part for each step, with the shares of the labels there as probabilities.</summary>
    public static LabelCounts OfMostFrequent(IReadOnlyList<string> classNames, double[] shares, IEnumerable<SeriesLabels> series)
    {
        LabelCounts counts = new(classNames);
        int most = Array.IndexOf(shares, shares.Max());
        foreach (int actual in series.SelectMany(labels => Enumerable.Range(0, labels.Count).Select(labels.ActualAt)).OfType<int>())
        {
            counts.Add(actual, most, shares[actual]);
        }

        return counts;
    }

    /// <summary>The last label known before each step; the most frequent one before the first.</summary>
    public static LabelCounts OfLastKnown(IReadOnlyList<string> classNames, double[] shares, IEnumerable<SeriesLabels> series)
    {
        LabelCounts counts = new(classNames);
        foreach (SeriesLabels labels in series)
        {
            int last = Array.IndexOf(shares, shares.Max());
            for (int step = 0; step < labels.Count; step++)
            {
                if (labels.ActualAt(step) is { } actual)
                {
                    counts.Add(actual, last, double.NaN);
                    last = actual;
                }
            }
        }

        return counts;
    }

    /// <summary>Counts of several parts together.</summary>
    public static LabelCounts Join(IReadOnlyList<string> classNames, IEnumerable<LabelCounts> parts)
    {
        LabelCounts counts = new(classNames);
        foreach (LabelCounts part in parts)
        {
            counts._logLoss += part._logLoss;
            counts._total += part._total;
            for (int actual = 0; actual < classNames.Count; actual++)
            {
                for (int predicted = 0; predicted < classNames.Count; predicted++)
                {
                    counts.Confusion.Add(actual, predicted, part.Confusion[actual, predicted]);
                }
            }
        }

        return counts;
    }

    private void Add(int actual, int predicted, double probability)
    {
        Confusion.Add(actual, predicted);
        _logLoss -= double.IsNaN(probability) ? double.NaN : Math.Log(Math.Max(MinProbability, probability));
        _total++;
    }
}
