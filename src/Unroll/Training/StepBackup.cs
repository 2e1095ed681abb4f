using Unroll.Kernels;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The weights and the optimizer's state before a step that may overflow.</summary>
internal sealed class StepBackup
{
    private readonly WeightSnapshot _weights;
    private readonly OptimizerState _state;
    private readonly float[][] _slots;
    private long _step;

    /// <summary>Makes room for what a step changes.</summary>
    /// <param name="parameters">The parameters that it changes.</param>
    /// <param name="state">The optimizer's state.</param>
    public StepBackup(IEnumerable<Parameter> parameters, OptimizerState state)
    {
        _weights = new WeightSnapshot(parameters);
        _state = state;
        _slots = [.. state.AllSlots.Select(slot => new float[slot.Length])];
    }

    /// <summary>Copies what a step changes.</summary>
    public void Take()
    {
        _weights.Take();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _state.AllSlots[slot].Span.CopyTo(_slots[slot]);
        }

        _step = _state.Step;
    }

    /// <summary>Puts everything back, unless it is finite after the step.</summary>
    /// <returns>Whether it is.</returns>
    public bool KeepOrPutBack()
    {
        if (_weights.IsFinite && _state.AllSlots.All(slot => FiniteNumbers.AreAll(slot.Span)))
        {
            return true;
        }

        _weights.PutBack();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _slots[slot].CopyTo(_state.AllSlots[slot].Span);
        }

        _state.Restore(_step);
        return false;
    }
}
