namespace Unroll.Analysis.Trees;

/// <summary>The mean of targets, and the unit in which what is left of them is learned in single precision.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Size">The unit; 1 unless targets are very large or very small.</param>
internal readonly record struct TargetUnit(double Mean, double Size)
{
    private const double Largest = 1e15;
    private const double Least = 1e-15;

    /// <summary>The unit of classes, which are learned as they are.</summary>
    public static TargetUnit Odds => new(0, 1);

    /// <summary>The unit of targets.</summary>
    /// <param name="targets">The targets, at least one.</param>
    public static TargetUnit Of(double[] targets)
    {
        double mean = targets.Average(), size = targets.Max(target => Math.Abs(target - mean));
        return new TargetUnit(mean, size is > Largest or (> 0 and < Least) ? size : 1);
    }

    /// <summary>A target in the unit.</summary>
    /// <param name="target">The target.</param>
    public float Apply(double target) => (float)((target - Mean) / Size);
}
