using Unroll.Data;

namespace Unroll.Layers;

/// <summary>A layer with one input and one output.</summary>
public abstract class UnaryLayer : Layer
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"{GetType().Name} takes one input, but got {inputs.Count}: {string.Join(", ", inputs)}. Join them first, for example "
                + $"with Concatenate.");
        }

        return [GetOutputShape(inputs[0])];
    }

    /// <summary>The output shape for an input shape.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <exception cref="ArgumentException">The layer cannot take that shape; the message names the expected one.</exception>
    public abstract Shape GetOutputShape(Shape input);

    /// <inheritdoc/>
    public sealed override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return pass.Context.StateKeeping == StateKeeping.Pass && CreateStreamWorkspace(pass.Rows) is { } stream
            ? stream
            : CreateWorkspace(pass.Rows, pass.InputShape().Timesteps, pass.IsTraining);
    }

    /// <summary>Creates the state of a stream from timestep to timestep; null where there is none.</summary>
    private protected virtual LayerWorkspace? CreateStreamWorkspace(int rows) => null;

    /// <summary>Creates the workspace of passes over batches of one size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="timesteps">Timesteps of the input; 1 for vectors.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) => new(rows, timesteps);

    /// <inheritdoc/>
    public sealed override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Forward(pass.Workspace, pass.Input(), pass.Output(), pass.Context);
    }

    /// <inheritdoc/>
    public sealed override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Backward(pass.Workspace, pass.Input(), pass.Output(), pass.OutputGradient(), pass.InputGradient(), pass.Context);
    }

    /// <summary>Computes the output from the input.</summary>
    /// <param name="workspace">From <see cref="CreateWorkspace(int, int, bool)"/>, for these rows and timesteps.</param>
    /// <param name="input">Time-major input.</param>
    /// <param name="output">Time-major output, all of it written; padded timesteps are set to zero afterwards.</param>
    /// <param name="context">Mode and random numbers of the pass.</param>
    public abstract void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context);

    /// <summary>
    /// Computes the gradient of the input from that of the output, and adds that of the parameters to
    /// <see cref="PassContext.Gradient"/>. Follows a <see cref="Forward(LayerWorkspace, TimeMajorSpan, TimeMajorSpan, PassContext)"/> with
    /// the same workspace.
    /// </summary>
    /// <param name="workspace">The forward pass's workspace.</param>
    /// <param name="input">The forward pass's input, unchanged.</param>
    /// <param name="output">The forward pass's output, unchanged.</param>
    /// <param name="outputGradient">Gradient of the loss with respect to the output, zero at padded timesteps; may be overwritten.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the input, all of it written; empty when it is not needed.</param>
    /// <param name="context">Mode, random numbers and parameter gradients of the pass.</param>
    public abstract void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context);

    /// <summary>Makes the parameters. Called once.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <param name="random">Random numbers for the initial weights.</param>
    protected virtual void BuildParameters(Shape input, RandomStream random)
    {
    }

    /// <inheritdoc/>
    protected sealed override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        BuildParameters(inputs[0], random);
    }
}
