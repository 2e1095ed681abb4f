using System.Numerics.Tensors;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A classification metric: its slots are a confusion matrix, [classes, classes], the true class first.</summary>
public abstract class ClassMetric : StepMetric
{
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
        if (Targets == TargetKind.Binary && output.Features != 1)
        {
            throw new ArgumentException(
                $"The metric {Name} of binary targets needs one prediction a timestep, but the model gives {output}: choose the "
                + "targets label, for classes as whole numbers (TargetKind.Label), or one-hot (TargetKind.OneHot).");
        }

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
    public override int GetSlotCount(int features) => ClassCount(features) * ClassCount(features);

    /// <inheritdoc/>
    protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        int classes = ClassCount(prediction.Length);
        int actual = Targets switch
        {
            TargetKind.Label => LabelTargets.Read(target[0], classes),
            TargetKind.OneHot => TensorPrimitives.IndexOfMax(target),
            _ => LabelTargets.Read(target[0], classes),
        };
        int predicted = Targets == TargetKind.Binary ? (prediction[0] >= Threshold ? 1 : 0) : TensorPrimitives.IndexOfMax(prediction);
        slots[(actual * classes) + predicted] += weight;
    }

    /// <summary>The number of classes of a number of slots.</summary>
    private protected static int Classes(ReadOnlySpan<double> slots) => (int)Math.Sqrt(slots.Length);

    private int ClassCount(int features) => Targets == TargetKind.Binary ? 2 : features;
}
