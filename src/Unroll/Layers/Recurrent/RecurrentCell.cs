using Unroll.Data;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// One step of a recurrent network: parameters and gate arithmetic, without the loop over time, which is <see cref="RecurrentLayer"/>'s.
/// State 0 is the hidden state h, which the loop keeps; further states, such as an LSTM's c, are the cell's own.
/// </summary>
internal abstract class RecurrentCell(int units)
{
    /// <summary>Hidden units H.</summary>
    public int Units { get; } = units;

    /// <summary>Sizes of the states, that of h first.</summary>
    public virtual IReadOnlyList<int> StateSizes => [Units];

    /// <summary>
    /// The number of timesteps that a segment must be a multiple of, to be recomputed without a bit of any gradient changing; 0 in a cell
    /// that must keep all timesteps.
    /// </summary>
    /// <param name="rows">Rows.</param>
    public virtual int RecomputedTimesteps(int rows) => 0;

    /// <summary>
    /// Whether the cell's gradients of a range of timesteps are made of those timesteps alone, so that what is padding in all rows need not
    /// be computed at all.
    /// </summary>
    public virtual bool SkipsPadding => false;

    /// <summary>Makes the parameters.</summary>
    /// <param name="add">Adds a parameter of a name and dimensions to the layer.</param>
    /// <param name="inputs">Features of the input.</param>
    /// <param name="random">Random numbers for the initial weights.</param>
    public abstract void Build(ParameterFactory add, int inputs, RandomStream random);

    /// <summary>Brings packed weights up to date.</summary>
    public abstract void Prepare(bool training);

    /// <summary>Creates the state of a pass.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="timesteps">Timesteps to hold at once.</param>
    /// <param name="inputs">Features of the input.</param>
    /// <param name="training">Whether a backward pass may follow; without one, a step is kept only until the next has run.</param>
    public abstract RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training);

    /// <summary>The work for all timesteps of a segment at once, before the first.</summary>
    public virtual void BeginForward(RecurrentWorkspace workspace, TimeMajorSpan input, PassContext context)
    {
    }

    /// <summary>One timestep forward.</summary>
    public abstract void Step(RecurrentWorkspace workspace, in RecurrentStep step);

    /// <summary>The work before the last timestep's backward step.</summary>
    public virtual void BeginBackward(RecurrentWorkspace workspace, PassContext context)
    {
    }

    /// <summary>One timestep backward.</summary>
    public abstract void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient);

    /// <summary>
    /// Gradient of the kernel from some consecutive timesteps; does nothing in a cell that leaves it to <see cref="EndBackward"/>.
    /// </summary>
    /// <param name="workspace">The pass's workspace.</param>
    /// <param name="input">The input of those timesteps, [count, rows, features].</param>
    /// <param name="timestep">The first of the timesteps.</param>
    /// <param name="count">Number of timesteps.</param>
    /// <param name="context">Takes the gradient.</param>
    public virtual void AddKernelGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> input, int timestep, int count, PassContext context)
    {
    }

    /// <summary>Gradient of the recurrent kernel from some consecutive timesteps.</summary>
    /// <param name="workspace">The pass's workspace.</param>
    /// <param name="recurrentInput">The inputs of those timesteps' recurrent products, [count, rows, units].</param>
    /// <param name="timestep">The first of the timesteps.</param>
    /// <param name="count">Number of timesteps.</param>
    /// <param name="context">Takes the gradient.</param>
    public abstract void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context);

    /// <summary>
    /// The work for all timesteps at once, after the last backward step: gradients of the other parameters and of the input. The input is
    /// that of the segment which was computed first.
    /// </summary>
    public abstract void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context);

    /// <summary>Names of the gates whose activations a training pass keeps; none in a cell without gates.</summary>
    public virtual IReadOnlyList<string> GateNames => [];

    /// <summary>Copies a gate's activations at a place, after the forward pass of a training pass.</summary>
    /// <param name="workspace">The pass's workspace.</param>
    /// <param name="gate">Index among <see cref="GateNames"/>.</param>
    /// <param name="place">The place of the timestep.</param>
    /// <param name="destination">Receives [rows, units].</param>
    public virtual void CopyGate(RecurrentWorkspace workspace, int gate, int place, Span<float> destination) =>
        throw new InvalidOperationException($"{GetType().Name} has no gates.");

    /// <summary>A state other than h, at a timestep; −1 for the state before the first of the segment. [rows, size].</summary>
    public virtual Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) =>
        throw new InvalidOperationException($"{GetType().Name} has no state {state}.");

    /// <summary>The gradient of a state other than h, on its way backward in time. [rows, size].</summary>
    public virtual Span<float> StateGradient(RecurrentWorkspace workspace, int state) =>
        throw new InvalidOperationException($"{GetType().Name} has no state {state}.");
}

/// <summary>Adds a parameter to a cell's layer; <see cref="Layer"/> tells of the arguments.</summary>
internal delegate Parameter ParameterFactory(
    string name, Initializer initializer, int fanIn, int fanOut, RandomStream random, params int[] dimensions);
