namespace Unroll.Optimizers;

/// <summary>The steps of a <see cref="FullBatchOptimizer"/> on one objective.</summary>
internal abstract class FullBatchSteps
{
    protected FullBatchSteps(IObjective objective, double[] point)
    {
        Objective = objective;
        Point = [.. point];
        Gradient = new double[point.Length];
        Value = objective.Evaluate(Point, Gradient);
    }

    /// <summary>The current point.</summary>
    public double[] Point { get; protected set; }

    /// <summary>The objective there.</summary>
    public double Value { get; protected set; }

    /// <summary>Its gradient there.</summary>
    public double[] Gradient { get; protected set; }

    protected IObjective Objective { get; }

    /// <summary>Makes a step.</summary>
    /// <returns>Whether the objective became smaller; if not, nothing changed.</returns>
    public abstract bool Step();
}
