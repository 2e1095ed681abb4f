using Unroll.Layers;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The only layer of the network that stands for a classical model: it has the model's shapes and holds it once it is fitted, but computes
/// nothing by itself, since a model of time needs more than the samples of a batch, and a table is better predicted at once.
/// </summary>
/// <param name="outputs">Numbers that the model predicts for a sample.</param>
internal sealed class FittedLayer(int outputs) : Layer
{
    /// <summary>The model; null before it is fitted.</summary>
    public FittedModel? Model { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs) => [Shape.Vector(outputs)];

    /// <inheritdoc/>
    public override void Forward(LayerPass pass) => throw Alone();

    /// <inheritdoc/>
    public override void Backward(LayerPass pass) => throw Alone();

    private static NotSupportedException Alone() => new(
        "A classical model is no network: predict with its run, by Learner.Load or the command of its task.");
}
