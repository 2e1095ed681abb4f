using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>The counts of predicted by true classes, and the measures that follow. May be filled batch by batch.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _counts;
    private readonly string[] _names;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="names">Their names; null: their numbers.</param>
    /// <exception cref="ArgumentException">There is not one name a class.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? names = null)
    {
        Require.AtLeast(classes, 2, nameof(classes));
        if (names is not null && names.Count != classes)
        {
            throw new ArgumentException($"There are {CountFormatter.Format(names.Count, "names")} for " +
                $"{CountFormatter.Format(classes, "classes")}: give one for each.", nameof(names));
        }

        _counts = new double[classes * classes];
        _names = names is null ? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))]
            : [.. names];
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _names.Length;

    /// <summary>The sum of the weights.</summary>
    public double Total => ConfusionMath.Total(_counts);

    /// <summary>The share of correct predictions.</summary>
    public double Accuracy => ConfusionMath.Right(_counts) / Total;

    /// <summary>The mean recall of the classes that occur, so that rare classes count as much as frequent ones.</summary>
    public double BalancedAccuracy => MeanOfOccurring(Recall);

    /// <summary>The mean precision of the classes that occur or are predicted, as in scikit-learn.</summary>
    public double MacroPrecision => MeanOfSeen(Precision);

    /// <summary>The mean recall of the classes that occur or are predicted, as in scikit-learn.</summary>
    public double MacroRecall => MeanOfSeen(Recall);

    /// <summary>The mean F1 of the classes that occur or are predicted, as in scikit-learn.</summary>
    public double MacroF1 => MeanOfSeen(F1);

    /// <summary>The mean precision of the classes, each weighed by how often it occurs.</summary>
    public double WeightedPrecision => ConfusionMath.Average(_counts, ClassAverage.Weighted, ConfusionMath.Precision);

    /// <summary>The mean F1 of the classes, each weighed by how often it occurs.</summary>
    public double WeightedF1 => ConfusionMath.Average(_counts, ClassAverage.Weighted, ConfusionMath.F1);

    /// <summary>Cohen's kappa.</summary>
    public double CohenKappa => ConfusionMath.Kappa(_counts);

    /// <summary>Matthews' correlation.</summary>
    public double MatthewsCorrelation => ConfusionMath.Matthews(_counts);

    /// <summary>The weight of a true class predicted as another, or itself.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public double this[int actual, int predicted] => _counts[(Check(actual) * Classes) + Check(predicted)];

    /// <summary>Compares predictions with the targets of their samples.</summary>
    /// <param name="predictions">
    /// Predictions of all samples by a model with one output: a prediction for each class, or a binary one.
    /// </param>
    /// <param name="samples">The samples; targets are class indices or one-hot.</param>
    /// <param name="names">Names of the classes; null: their numbers.</param>
    /// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
    public static ConfusionMatrix From(
        Tensor<float> predictions, SampleSource samples, IReadOnlyList<string>? names = null, float threshold = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(samples);
        int features = (int)predictions.Lengths[^1], timesteps = predictions.Rank == 3 ? (int)predictions.Lengths[1] : 1;
        ConfusionMatrix matrix = new(Math.Max(2, features), names);
        Shape shape = samples.TargetShape;
        float[] values = new float[predictions.FlattenedLength];
        predictions.FlattenTo(values);
        var target = new TimeMajorSpan(
            new float[shape.Timesteps * samples.Count * shape.Features], shape.Timesteps, samples.Count, shape.Features);
        int[] rows = [.. Enumerable.Range(0, samples.Count)];
        samples.CopyTargets(rows, target);
        int[] lengths = [.. Enumerable.Repeat(timesteps, samples.Count)];
        if (timesteps > 1 && samples.HasLengths(0))
        {
            samples.CopyLengths(0, rows, lengths);
        }

        for (int row = 0; row < samples.Count; row++)
        {
            for (int t = 0; t < lengths[row]; t++)
            {
                ReadOnlySpan<float> prediction = values.AsSpan(((row * timesteps) + t) * features, features);
                ReadOnlySpan<float> wanted = target.At(t, row);
                int actual = wanted.Length == 1 ? LabelTargets.Read(wanted[0], matrix.Classes) : TensorPrimitives.IndexOfMax(wanted);
                matrix.Add(actual, features == 1 ? (prediction[0] >= threshold ? 1 : 0) : TensorPrimitives.IndexOfMax(prediction));
            }
        }

        return matrix;
    }

    /// <summary>Adds a prediction.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <param name="weight">Its weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int actual, int predicted, double weight = 1) => _counts[(Check(actual) * Classes) + Check(predicted)] += weight;

    /// <summary>The support of a class: how often it occurs.</summary>
    /// <param name="label">The class.</param>
    public double Support(int label) => ConfusionMath.Support(_counts, Check(label));

    /// <summary>The share of correct predictions among those of a class.</summary>
    /// <param name="label">The class.</param>
    public double Precision(int label) => ConfusionMath.Precision(_counts, Check(label));

    /// <summary>The share of a class's samples that are predicted as such.</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label) => ConfusionMath.Recall(_counts, Check(label));

    /// <summary>Harmonic mean of precision and recall of a class.</summary>
    /// <param name="label">The class.</param>
    public double F1(int label) => ConfusionMath.F1(_counts, Check(label));

    /// <summary>The average F1 over classes.</summary>
    /// <param name="average">The average.</param>
    public double F1(ClassAverage average) => ConfusionMath.Average(_counts, average, ConfusionMath.F1);

    /// <summary>A table of precision, recall, F1 and support of each class, and their averages.</summary>
    public string Report()
    {
        List<string[]> rows = [["", "precision", "recall", "f1", "support"]];
        for (int label = 0; label < Classes; label++)
        {
            rows.Add([_names[label], Share(Precision(label)), Share(Recall(label)), Share(F1(label)), Count(Support(label))]);
        }

        double Mean(Func<int, double> measure, bool weighted) =>
            Enumerable.Range(0, Classes).Sum(label => measure(label) * (weighted ? Support(label) / Total : 1.0 / Classes));
        rows.Add(["macro average", Share(Mean(Precision, false)), Share(Mean(Recall, false)), Share(Mean(F1, false)), Count(Total)]);
        rows.Add(["weighted average", Share(Mean(Precision, true)), Share(Mean(Recall, true)), Share(Mean(F1, true)), Count(Total)]);
        rows.Add(["accuracy", "", "", Share(Accuracy), Count(Total)]);
        return Table(rows);
    }

    /// <summary>A table: true classes down, predicted ones across.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["true \\ predicted", .. _names]];
        for (int actual = 0; actual < Classes; actual++)
        {
            rows.Add([_names[actual], .. Enumerable.Range(0, Classes).Select(predicted => Count(this[actual, predicted]))]);
        }

        return Table(rows);
    }

    private double MeanOfSeen(Func<int, double> measure) => Enumerable.Range(0, Classes)
        .Where(label => Support(label) > 0 || ConfusionMath.Predicted(_counts, label) > 0)
        .Select(measure).DefaultIfEmpty(double.NaN).Average();

    private double MeanOfOccurring(Func<int, double> measure) =>
        Enumerable.Range(0, Classes).Where(label => Support(label) > 0).Select(measure).DefaultIfEmpty(double.NaN).Average();

    private static string Table(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++)
            {
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Share(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private int Check(int label)
    {
        if (label < 0 || label >= Classes)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"There is no class {label}: there are {Classes}, from 0.");
        }

        return label;
    }
}
