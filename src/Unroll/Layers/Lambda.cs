using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer without parameters that a user's own functions compute. A model with it can be trained and used, but not saved: code cannot be
/// written to a file. For a layer that can, or that has parameters or several inputs, derive from <see cref="UnaryLayer"/> or
/// <see cref="Layer"/> and register it in <see cref="Layer.Catalogue"/>.
/// </summary>
/// <example>
/// <code>
/// var cube = new Lambda(
///     (input, output) => TensorPrimitives.Pow(input.Values, 3f, output.Values),
///     (input, output, outputGradient, inputGradient) =>
///     {
///         for (int i = 0; i &lt; inputGradient.Values.Length; i++)
///         {
///             inputGradient.Values[i] = 3 * input.Values[i] * input.Values[i] * outputGradient.Values[i];
///         }
///     });
/// </code>
/// </example>
public sealed class Lambda : UnaryLayer
{
    private readonly LambdaForward _forward;
    private readonly LambdaBackward _backward;
    private readonly Func<Shape, Shape> _outputShape;

    /// <summary>Creates the layer.</summary>
    /// <param name="forward">Computes the output from the input. Called on several threads at once.</param>
    /// <param name="backward">Computes the gradient of the input from that of the output. Called on several threads at once.</param>
    /// <param name="outputShape">Gives the output's shape for an input's; null: the same.</param>
    /// <param name="isStepwise">
    /// Whether each output timestep depends on the same input timestep alone, so that a <see cref="Models.StreamingPredictor"/> may give
    /// the timesteps one at a time. It cannot be verified: set it only where it holds.
    /// </param>
    public Lambda(LambdaForward forward, LambdaBackward backward, Func<Shape, Shape>? outputShape = null, bool isStepwise = false)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        _forward = forward;
        _backward = backward;
        _outputShape = outputShape ?? (shape => shape);
        IsStepwise = isStepwise;
    }

    /// <summary>
    /// Whether output timestep t depends on input timestep t alone, as given to the constructor; always for <see cref="Elementwise"/>.
    /// </summary>
    public override bool IsStepwise { get; }

    /// <summary>An element-wise layer; it can be streamed.</summary>
    /// <param name="function">f(x).</param>
    /// <param name="derivative">f′(x).</param>
    public static Lambda Elementwise(Func<float, float> function, Func<float, float> derivative)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        return new Lambda(
            (input, output) =>
            {
                for (int i = 0; i < input.Values.Length; i++)
                {
                    output.Values[i] = function(input.Values[i]);
                }
            },
            (input, _, outputGradient, inputGradient) =>
            {
                for (int i = 0; i < input.Values.Length; i++)
                {
                    inputGradient.Values[i] = derivative(input.Values[i]) * outputGradient.Values[i];
                }
            },
            isStepwise: true);
    }

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => _outputShape(input);

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ReadOnlySpan<bool> input = pass.Input().Mask;
        if (input.Length == mask.Length)
        {
            input.CopyTo(mask);
        }
        else
        {
            // Which of the function's timesteps depend on padding is unknown.
            mask.Fill(true);
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        _forward(input, output);

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        if (!inputGradient.IsEmpty)
        {
            _backward(input, output, outputGradient, inputGradient);
            inputGradient.ClearPadding();
        }
    }

    /// <summary>A function has no weights: the copy calls the same.</summary>
    internal override Layer Copy() =>
        new Lambda(_forward, _backward, _outputShape, IsStepwise) { Name = Name, ActivityRegularizer = ActivityRegularizer };
}
