using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Classification;

/// <summary>The scores of one class against the rest.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">Series of the class.</param>
/// <param name="Precision">Share of correct predictions among those of the class; 0 where there are none.</param>
/// <param name="Recall">Share of its series that are predicted as such; 0 where there are none.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="RocAuc">Area under the ROC curve of its probability; NaN where all or none belong to it.</param>
public sealed record ClassScores(string Name, int Support, double Precision, double Recall, double F1, double RocAuc)
{
    /// <summary>The confidence interval of <see cref="RocAuc"/>, by DeLong's variance.</summary>
    public ConfidenceInterval RocAucInterval { get; init; }

    /// <summary>Average precision: the area under the precision over the recall; NaN where none belongs to it.</summary>
    public double AveragePrecision { get; init; } = double.NaN;
}
