namespace Unroll.Training;

/// <content>The steps of the optimizer: one a run, or one for several.</content>
internal sealed partial class Trainer
{
    /// <summary>Makes a step with the gradients of the last run, or keeps them for one of several runs.</summary>
    /// <returns>Whether all is finite; if not, weights and optimizer are as they were.</returns>
    private bool MakeStep()
    {
        if (_options.AccumulationSteps > 1)
        {
            return _guard.BuffersAreFinite && _step.Add(_runner.Plan, _runner.Terms)
                && (++_pending < _options.AccumulationSteps || StepAccumulated());
        }

        if (!_guard.BuffersAreFinite || !_step.Run(_runner.Plan))
        {
            return false;
        }

        _average?.TakeStep(_context.Epoch);
        return true;
    }

    /// <summary>Makes the step that the gradients kept are for, if there are any.</summary>
    /// <returns>Whether it was made, or there were none.</returns>
    private bool StepAccumulated()
    {
        if (_pending == 0)
        {
            return true;
        }

        _pending = 0;
        if (!_step.RunAccumulated())
        {
            return false;
        }

        _average?.TakeStep(_context.Epoch);
        _context.Step = _state.Step;
        return true;
    }
}
