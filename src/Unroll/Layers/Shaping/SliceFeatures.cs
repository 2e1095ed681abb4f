using System.Globalization;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that takes some neighbouring features of each timestep, or of a vector, and leaves the others out. Input: <c>[batch, timesteps,
/// features]</c>, output: <c>[batch, timesteps, count]</c>.
/// </summary>
public sealed class SliceFeatures : UnaryLayer
{
    private static readonly Setting<SliceFeatures, int> _start = LayerSettings.Whole<SliceFeatures>(
        "start", layer => layer.Start, "The first feature, from 0.", 0, minimum: 0);

    private static readonly Setting<SliceFeatures, int> _count = LayerSettings.Size<SliceFeatures>(
        "count", layer => layer.Count, "How many features.", 1);

    internal static LayerEntry Entry { get; } = new(
        "slice-features", typeof(SliceFeatures), "Some neighbouring features of each step; in a recipe, from: input.COLUMN says "
        + "it by name.",
        [_start, _count],
        values => new SliceFeatures(values.Get(_start), values.Get(_count)))
    {
        Example = "slice-features: {start: 1, count: 2}",
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="start">The first feature, from 0.</param>
    /// <param name="count">How many features, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public SliceFeatures(int start, int count)
    {
        Require.AtLeast(start, 0, nameof(start));
        Require.AtLeast(count, 1, nameof(count));
        (Start, Count) = (start, count);
    }

    /// <summary>The first feature, from 0.</summary>
    public int Start { get; }

    /// <summary>The number of features.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => (long)Start + Count > input.Features
        ? throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"SliceFeatures takes the features {Start} to {(long)Start + Count - 1}, but {input} has {input.Features}, from 0: "
            + $"take fewer."))
        : input.IsSequence ? Shape.Sequence(input.Timesteps, Count) : Shape.Vector(Count);

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int i = 0; i < output.Values.Length / Count; i++)
        {
            input.Values.Slice((i * input.Features) + Start, Count).CopyTo(output.Values[(i * Count)..]);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        inputGradient.Values.Clear();
        for (int i = 0; !inputGradient.IsEmpty && i < outputGradient.Values.Length / Count; i++)
        {
            outputGradient.Values.Slice(i * Count, Count).CopyTo(inputGradient.Values[((i * input.Features) + Start)..]);
        }
    }
}
