using System.Numerics.Tensors;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A classification metric: its slots are a confusion matrix, [classes, classes], the true class first. Of binary targets with several
/// outputs, each output is a yes or no of its own (several labels may hold at once), and has a matrix.
/// </summary>
public abstract class ClassMetric : StepMetric
{
    /// <summary>Slots of a yes and no.</summary>
    private const int BinarySlots = 4;

    private protected ClassMetric(TargetKind targets, float threshold)
    {
        Targets = targets;
        Threshold = threshold;
    }

    /// <summary>The encoding of a class in targets (index, one-hot, binary).</summary>
    public TargetKind Targets { get; }

    /// <summary>The threshold of a positive binary prediction.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output)
    {
        if (Targets != TargetKind.Binary && output.Features < 2)
        {
            throw new ArgumentException(
                $"The metric {Name} needs a prediction for each class, but the model gives {output}: choose binary targets.");
        }

        return Targets == TargetKind.Label ? LabelTargets.ShapeFor(output) : output;
    }

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => Targets switch
    {
        TargetKind.Label => TargetRange.Classes(features),
        TargetKind.OneHot => TargetRange.Distribution,
        _ => TargetRange.Binary,
    };

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => Targets == TargetKind.Binary ? BinarySlots * features : features * features;

    /// <inheritdoc/>
    protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        if (Targets == TargetKind.Binary)
        {
            for (int label = 0; label < prediction.Length; label++)
            {
                int isTrue = LabelTargets.Read(target[label], 2), isPredicted = prediction[label] >= Threshold ? 1 : 0;
                slots[(BinarySlots * label) + (2 * isTrue) + isPredicted] += weight;
            }
        }
        else
        {
            int classes = prediction.Length;
            int actual = Targets == TargetKind.Label ? LabelTargets.Read(target[0], classes) : TensorPrimitives.IndexOfMax(target);
            slots[(actual * classes) + TensorPrimitives.IndexOfMax(prediction)] += weight;
        }
    }

    /// <summary>The confusion matrix: of several labels, the sum of theirs.</summary>
    private protected ReadOnlySpan<double> Matrix(ReadOnlySpan<double> slots)
    {
        if (Targets != TargetKind.Binary || slots.Length == BinarySlots)
        {
            return slots;
        }

        double[] sum = new double[BinarySlots];
        for (int i = 0; i < slots.Length; i++)
        {
            sum[i % BinarySlots] += slots[i];
        }

        return sum;
    }

    /// <summary>The average of a measure over classes, or over several labels: the measure of each label's yes.</summary>
    private protected double Mean(ReadOnlySpan<double> slots, ClassAverage average, ClassMeasure measure)
    {
        if (Targets != TargetKind.Binary || slots.Length == BinarySlots)
        {
            return ConfusionMath.Average(slots, average, measure);
        }

        ReadOnlySpan<double> matrix = Matrix(slots);
        if (average == ClassAverage.Micro || ConfusionMath.Total(matrix) == 0)
        {
            return ConfusionMath.Total(matrix) == 0 ? double.NaN : measure(matrix, 1);
        }

        int labels = slots.Length / BinarySlots;
        double sum = 0, all = 0;
        for (int label = 0; label < labels; label++)
        {
            ReadOnlySpan<double> ofLabel = slots.Slice(BinarySlots * label, BinarySlots);
            double weight = average == ClassAverage.Macro ? 1 : ConfusionMath.Support(ofLabel, 1);
            sum += weight * measure(ofLabel, 1);
            all += weight;
        }

        return all == 0 ? 0 : sum / all;
    }
}
