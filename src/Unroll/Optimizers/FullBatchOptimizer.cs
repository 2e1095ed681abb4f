namespace Unroll.Optimizers;

/// <summary>
/// A full-batch optimizer: it uses all samples for each step and chooses the step length by itself, for models and data small enough. An
/// epoch is a step; batches only bound the memory. Training ends when no step lowers the loss.
/// </summary>
public abstract class FullBatchOptimizer : Optimizer
{
    private protected FullBatchOptimizer()
        : base(1)
    {
    }

    /// <summary>None: what is remembered is no array a weight.</summary>
    /// <inheritdoc/>
    public sealed override int SlotCount => 0;

    /// <summary>Not used: steps need the loss, not the gradient alone.</summary>
    /// <inheritdoc/>
    protected internal sealed override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step) =>
        throw new InvalidOperationException($"{Name} makes steps from the loss of all samples: train with Fit.");

    /// <summary>Steps on an objective, which have a point once they begin or are restored.</summary>
    /// <exception cref="ArgumentException">There are too many variables.</exception>
    internal abstract FullBatchSteps CreateSteps(IObjective objective);
}
