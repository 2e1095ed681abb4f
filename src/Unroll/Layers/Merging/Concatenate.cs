using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// The concatenated features of two or more inputs: vectors <c>[batch, features]</c>, or sequences of as many timesteps <c>[batch,
/// timesteps, features]</c>.
/// </summary>
public sealed class Concatenate : MergeLayer
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "concatenate", typeof(Concatenate), "The features of its inputs side by side.", () => new Concatenate(),
        formula: "y = [x₁, x₂, …]");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Common(inputs).Each();

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan output = pass.Output();
        int start = 0;
        for (int i = 0; i < pass.InputCount; i++)
        {
            TimeMajorSpan input = pass.Input(i);
            int features = input.Features;
            for (int row = 0; row < input.Rows * input.Timesteps; row++)
            {
                input.Values.Slice(row * features, features).CopyTo(output.Values[((row * output.Features) + start)..]);
            }

            start += features;
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan outputGradient = pass.OutputGradient();
        int start = 0;
        for (int i = 0; i < pass.InputCount; i++)
        {
            TimeMajorSpan gradient = pass.InputGradient(i);
            int features = pass.InputShape(i).Features;
            for (int row = 0; !gradient.IsEmpty && row < gradient.Rows * gradient.Timesteps; row++)
            {
                outputGradient.Values.Slice((row * outputGradient.Features) + start, features).CopyTo(gradient.Values[(row * features)..]);
            }

            start += features;
        }
    }

    private protected override int JoinFeatures(Shape left, Shape right) => checked(left.Features + right.Features);
}
