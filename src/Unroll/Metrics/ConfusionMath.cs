namespace Unroll.Metrics;

/// <summary>Measures of a confusion matrix, [classes, classes], the true class first.</summary>
internal static class ConfusionMath
{
    public static int Classes(ReadOnlySpan<double> counts) => (int)Math.Sqrt(counts.Length);

    public static double Total(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        foreach (double count in counts)
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>The weight of correct predictions: the diagonal's sum.</summary>
    public static double Right(ReadOnlySpan<double> counts)
    {
        int classes = Classes(counts);
        double sum = 0;
        for (int i = 0; i < classes; i++)
        {
            sum += counts[(i * classes) + i];
        }

        return sum;
    }

    /// <summary>The support of a class: how often it occurs.</summary>
    public static double Support(ReadOnlySpan<double> counts, int label)
    {
        int classes = Classes(counts);
        return Total(counts.Slice(label * classes, classes));
    }

    /// <summary>The frequency of a class among predictions.</summary>
    public static double Predicted(ReadOnlySpan<double> counts, int label)
    {
        int classes = Classes(counts);
        double sum = 0;
        for (int i = 0; i < classes; i++)
        {
            sum += counts[(i * classes) + label];
        }

        return sum;
    }

    /// <summary>The share of correct predictions among those of a class; 0 where there is none, as in scikit-learn.</summary>
    public static double Precision(ReadOnlySpan<double> counts, int label) => Ratio(Hits(counts, label), Predicted(counts, label));

    /// <summary>The share of a class's samples that are predicted as such; 0 where there is none.</summary>
    public static double Recall(ReadOnlySpan<double> counts, int label) => Ratio(Hits(counts, label), Support(counts, label));

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static double F1(ReadOnlySpan<double> counts, int label) =>
        Ratio(2 * Hits(counts, label), Predicted(counts, label) + Support(counts, label));

    /// <summary>The average of a measure over classes.</summary>
    public static double Average(ReadOnlySpan<double> counts, ClassAverage average, ClassMeasure measure)
    {
        double total = Total(counts);
        int classes = Classes(counts);
        if (total == 0)
        {
            return double.NaN;
        }

        if (average == ClassAverage.Micro)
        {
            // Each wrong prediction is one too many of a class and one too few of another: precision, recall and F1 are all the accuracy.
            return Right(counts) / total;
        }

        if (average == ClassAverage.Macro && classes == 2)
        {
            return measure(counts, 1);
        }

        double sum = 0;
        for (int label = 0; label < classes; label++)
        {
            sum += measure(counts, label) * (average == ClassAverage.Weighted ? Support(counts, label) / total : 1.0 / classes);
        }

        return sum;
    }

    public static double Kappa(ReadOnlySpan<double> counts)
    {
        double total = Total(counts), chance = 0;
        for (int label = 0; label < Classes(counts); label++)
        {
            chance += Support(counts, label) * Predicted(counts, label) / (total * total);
        }

        return total == 0 ? double.NaN : Ratio((Right(counts) / total) - chance, 1 - chance);
    }

    public static double Matthews(ReadOnlySpan<double> counts)
    {
        double total = Total(counts), both = 0, predicted = 0, actual = 0;
        for (int label = 0; label < Classes(counts); label++)
        {
            double p = Predicted(counts, label), t = Support(counts, label);
            both += p * t;
            predicted += p * p;
            actual += t * t;
        }

        return total == 0 ? double.NaN
            : Ratio((Right(counts) * total) - both, Math.Sqrt((total * total) - predicted) * Math.Sqrt((total * total) - actual));
    }

    private static double Hits(ReadOnlySpan<double> counts, int label) => counts[(label * Classes(counts)) + label];

    private static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}

/// <summary>A measure of one class.</summary>
internal delegate double ClassMeasure(ReadOnlySpan<double> counts, int label);
