using Unroll.Data;

namespace Unroll.Layers;

/// <summary>An adapter of a <see cref="RnnCell"/> to a recurrent layer's loop.</summary>
internal sealed class UserCell(RnnCell cell) : RecurrentCell(cell.Units)
{
    public override IReadOnlyList<int> StateSizes => cell.StateSizes;

    public override void Build(ParameterFactory add, int inputs, RandomStream random) => cell.Build(add, inputs, random);

    public override void Prepare(bool training) => cell.Prepare(training);

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new UserWorkspace(rows, timesteps, inputs, cell);

    public override void BeginForward(RecurrentWorkspace workspace, TimeMajorSpan input, PassContext context)
    {
        var own = (UserWorkspace)workspace;
        own.Context = context;
        input.Values.CopyTo(own.Input.Span);
    }

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step) =>
        cell.Forward(new RnnStep(cell, (UserWorkspace)workspace, step));

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context)
    {
        var own = (UserWorkspace)workspace;
        own.InputGradient.Span.Clear();
        foreach (UserWorkspace.State state in own.States)
        {
            state.Gradient.Span.Clear();
        }
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (UserWorkspace)workspace;
        foreach (UserWorkspace.State state in own.States)
        {
            state.PreviousGradient.Span.Clear();
        }

        cell.Backward(new RnnStep(cell, own, step, gradient));
        foreach (UserWorkspace.State state in own.States)
        {
            state.PreviousGradient.Span.CopyTo(state.Gradient.Span);
        }
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context)
    {
        // The cell added it step by step.
    }

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        if (!inputGradient.IsEmpty)
        {
            ((UserWorkspace)workspace).InputGradient.Span.CopyTo(inputGradient.Values);
        }
    }

    public override Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) =>
        ((UserWorkspace)workspace).States[state].At(timestep);

    public override Span<float> StateGradient(RecurrentWorkspace workspace, int state) =>
        ((UserWorkspace)workspace).States[state].Gradient.Span;
}
