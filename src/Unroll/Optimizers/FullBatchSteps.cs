namespace Unroll.Optimizers;

/// <summary>The steps of a <see cref="FullBatchOptimizer"/> on one objective.</summary>
internal abstract class FullBatchSteps(IObjective objective)
{
    /// <summary>The current point.</summary>
    public double[] Point { get; protected set; } = [];

    /// <summary>The objective there.</summary>
    public double Value { get; protected set; }

    /// <summary>Its gradient there.</summary>
    public double[] Gradient { get; protected set; } = [];

    protected IObjective Objective { get; } = objective;

    /// <summary>Begins at a point.</summary>
    public void Begin(double[] point)
    {
        Point = [.. point];
        Gradient = new double[point.Length];
        Value = Objective.Evaluate(Point, Gradient);
    }

    /// <summary>Makes a step.</summary>
    /// <returns>Whether the objective became smaller; if not, nothing changed.</returns>
    public abstract bool Step();

    /// <summary>Writes the point and what is remembered of earlier steps, to the last bit.</summary>
    public virtual void Save(FullBatchState state)
    {
        state.Arrays["point"] = [.. Point];
        state.Arrays["gradient"] = [.. Gradient];
        state.Numbers["value"] = Value;
    }

    /// <summary>Goes on from a state that was saved, without an evaluation.</summary>
    /// <exception cref="InputException">The state lacks something.</exception>
    public virtual void Restore(FullBatchState state)
    {
        Point = state.Array("point", Objective.Length);
        Gradient = state.Array("gradient", Objective.Length);
        Value = state.Number("value");
    }
}
