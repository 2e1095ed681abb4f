using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>A model whose layers follow one another.</summary>
/// <example>
/// <code>
/// var model = new Sequential(new Input(33, 1), new Lstm(32), new Dense(1));
/// model.Compile(new Adam(0.003f), new MeanAbsoluteError());
/// model.Fit(x, y, new FitOptions { Epochs = 20 });
/// </code>
/// </example>
public sealed class Sequential : Model
{
    private readonly Layer[] _layers;
    private Shape _inputShape;
    private Shape _outputShape;
    private bool _isBuilt;

    /// <summary>Creates the model.</summary>
    /// <param name="layers">
    /// The layers in order. An <see cref="Input"/> at the start says what shape comes in; without it the first data do.
    /// </param>
    /// <exception cref="ArgumentException">There is no layer, an input is not first, or a layer stands twice or belongs to another model.</exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (!layers.Any(layer => layer is not Input))
        {
            throw new ArgumentException("A Sequential needs at least one layer besides its input, for example new Dense(1).", nameof(layers));
        }

        if (Array.FindLastIndex(layers, layer => layer is Input) > 0)
        {
            throw new ArgumentException("An Input must be the first layer of a Sequential.", nameof(layers));
        }

        if (layers.Distinct().Count() != layers.Length || layers.Any(layer => layer.IsTaken))
        {
            throw new ArgumentException(
                "A layer stands twice in the model or belongs to another one already: create a new layer for each place.", nameof(layers));
        }

        DeclaredInput = layers[0] is Input input ? input.Shape : null;
        _layers = [.. layers.Where(layer => layer is not Input)];
        foreach (Layer layer in _layers)
        {
            layer.IsTaken = true;
        }

        foreach (IGrouping<string, Layer> kind in _layers.Where(layer => layer.Name.Length == 0).GroupBy(layer => layer.Kind))
        {
            int number = 0;
            foreach (Layer layer in kind)
            {
                layer.Name = $"{layer.Kind}_{++number}";
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    public override bool IsBuilt => _isBuilt;

    /// <inheritdoc/>
    public override Shape InputShape => _isBuilt ? _inputShape : throw NotBuilt();

    /// <inheritdoc/>
    public override Shape OutputShape => _isBuilt ? _outputShape : throw NotBuilt();

    /// <summary>What the <see cref="Input"/> at the start said, if there is one.</summary>
    internal Shape? DeclaredInput { get; }

    /// <inheritdoc/>
    public override void Build() => Build(DeclaredInput ?? throw new InvalidOperationException(
        "The model does not know its input's shape yet: start it with new Input(timesteps, features), or call Build(shape)."));

    /// <inheritdoc/>
    public override void Build(Shape input)
    {
        if (_isBuilt)
        {
            return;
        }

        Shape shape = DeclaredInput ?? input;
        if (!shape.Accepts(input))
        {
            LayerErrors.ThrowShape("The model", shape, input);
        }

        // All shapes are checked before a layer is built, so that a model that cannot be built stays as it was.
        Shape checkedShape = shape;
        foreach (Layer layer in _layers)
        {
            checkedShape = layer.GetOutputShape(checkedShape);
        }

        _inputShape = shape;
        int offset = 0;
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Build(shape, new RandomStream(Seed, RandomStreams.Weights + (ulong)i));
            shape = _layers[i].OutputShape;
            foreach (Parameter parameter in _layers[i].Parameters)
            {
                parameter.Offset = offset;
                offset += AlignedBuffer.RoundUp(parameter.Length);
            }
        }

        _outputShape = shape;
        GradientLength = offset;
        _isBuilt = true;
    }

    internal override ShardPass CreatePass(Shape input, int rows, bool training, bool withInputGradient) =>
        new(_layers, input, rows, training ? Math.Max(GradientLength, 1) : 0, withInputGradient);

    private static InvalidOperationException NotBuilt() => new(
        "The model is not built yet: start it with new Input(timesteps, features) and call Build(), or fit it to data.");
}
