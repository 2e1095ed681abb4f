using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>The state of an optimizer for a number of weights: the step number and its arrays, all zeros at first.</summary>
internal sealed class OptimizerState
{
    private readonly AlignedBuffer[] _slots;
    private float[] _clipped = [];

    /// <summary>Creates the state.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="length">Number of weights.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public OptimizerState(Optimizer optimizer, int length)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Optimizer = optimizer;
        Length = length;
        _slots = new AlignedBuffer[optimizer.SlotCount];
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _slots[slot] = new AlignedBuffer(length);
        }
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Number of weights.</summary>
    public int Length { get; }

    /// <summary>Steps made so far.</summary>
    public long Step { get; private set; }

    /// <summary>Passes of training so far, which choose the random numbers of dropout.</summary>
    internal ulong Passes { get; set; }

    /// <summary>Epochs finished so far, after which the next is shuffled.</summary>
    internal int Epochs { get; set; }

    /// <summary>The state arrays of a range of the weights.</summary>
    /// <param name="start">First weight.</param>
    /// <param name="length">Number of weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the weights.</exception>
    public SlotSpans Slots(int start, int length) => new(Slot(0, start, length), Slot(1, start, length), Slot(2, start, length));

    /// <summary>All state arrays, one number a weight.</summary>
    internal IReadOnlyList<AlignedBuffer> AllSlots => _slots;

    /// <summary>Continues from a step whose state arrays have been restored.</summary>
    internal void Restore(long step) => Step = step;

    /// <summary>Begins the next step: call it once before the ranges of that step are updated.</summary>
    internal void BeginStep() => Step++;

    /// <summary>Updates a range of the weights as part of the step begun; ranges that do not overlap may run on several threads.</summary>
    internal void UpdateRange(Span<float> values, ReadOnlySpan<float> gradient, int start)
    {
        if (Optimizer.WeightDecay > 0)
        {
            TensorPrimitives.Multiply(values, 1 - (Optimizer.LearningRate * Optimizer.WeightDecay), values);
        }

        Optimizer.Update(values, gradient, Slots(start, values.Length), Step);
    }

    /// <summary>Makes one whole step: clips the gradient by <see cref="Optimizer.Clipping"/> and updates all weights.</summary>
    /// <param name="values">The weights, changed in place.</param>
    /// <param name="gradient">Their gradient; left as it is.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="Length"/>.</exception>
    public void Apply(Span<float> values, ReadOnlySpan<float> gradient)
    {
        if (values.Length != Length || gradient.Length != Length)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(values.Length, "weights")} and " +
                $"{CountFormatter.Format(gradient.Length, "gradients")}, but the state is for {Length}.");
        }

        if (Optimizer.Clipping is { } clipping)
        {
            if (_clipped.Length != Length)
            {
                _clipped = new float[Length];
            }

            gradient.CopyTo(_clipped);
            clipping.Apply(_clipped);
            gradient = _clipped;
        }

        BeginStep();
        UpdateRange(values, gradient, 0);
    }

    /// <summary>Makes one whole step on a parameter.</summary>
    /// <param name="parameter">The parameter, changed in place.</param>
    /// <param name="gradient">Its gradient; left as it is.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="Length"/>.</exception>
    public void Apply(Parameter parameter, ReadOnlySpan<float> gradient)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Apply(parameter.Values, gradient);
        parameter.MarkChanged();
    }

    private Span<float> Slot(int slot, int start, int length) =>
        slot < _slots.Length ? _slots[slot].Span.Slice(start, length) : default;
}
