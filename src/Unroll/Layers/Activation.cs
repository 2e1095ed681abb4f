using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that applies an activation function to its input, element by element, or (softmax) to the features of each row.
/// </summary>
public sealed class Activation : UnaryLayer
{
    private static readonly Setting<Activation, ActivationFunction> _function = LayerSettings.Function<Activation>(layer => layer.Function);

    internal static LayerEntry Entry { get; } = new(
        "activation", typeof(Activation), "Applies an activation function.",
        [_function],
        values => new Activation(values.Get(_function)))
    {
        Shorthand = _function,
        Example = "activation: relu",
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="function">The function, for example <see cref="ActivationFunction.Relu"/>.</param>
    public Activation(ActivationFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Function = function;
    }

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    internal override bool PassesValues => Function is Linear;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) =>
        PassesValues ? inputs[0] : Function.Range;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        Function.Forward(input.Values, output.Values, input.Features);

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
            Function.Backward(input.Values, output.Values, outputGradient.Values, inputGradient.Values, input.Features);
        }
    }
}
