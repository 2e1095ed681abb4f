namespace Unroll.Metrics;

/// <summary>Share of the samples of a class that are found, averaged over classes.</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="average">How the classes become one number.</param>
/// <param name="threshold">From which prediction on a binary one says yes; for logits 0.</param>
public sealed class Recall(TargetKind targets = TargetKind.Binary, ClassAverage average = ClassAverage.Macro, float threshold = 0.5f)
    : ClassMetric(targets, threshold)
{
    /// <summary>How the classes become one number.</summary>
    public ClassAverage Average { get; } = average;

    /// <inheritdoc/>
    public override string Name => "recall";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["targets"] = (int)Targets,
        ["average"] = (int)Average,
        ["threshold"] = Threshold,
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Average(slots, Average, ConfusionMath.Recall);
}
