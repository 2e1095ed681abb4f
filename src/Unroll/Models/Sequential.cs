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
    private Shape[] _inputShapes = [];
    private Shape[] _outputShapes = [];
    private bool _isBuilt;

    /// <summary>Creates the model.</summary>
    /// <param name="layers">
    /// The layers in order. An <see cref="Input"/> at the start gives the input shape; without it the first data do.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no layer, an input is not first, or a layer stands twice or belongs to another model.
    /// </exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (!layers.Any(layer => layer is not Input))
        {
            throw new ArgumentException(
                "A Sequential needs at least one layer besides its input, for example new Dense(1).", nameof(layers));
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
        Network = LayerGraph.Chain([.. layers.Where(layer => layer is not Input)]);
        Network.NameLayers();
        foreach (Layer layer in Network.Layers)
        {
            layer.IsTaken = true;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["output"];

    /// <inheritdoc/>
    public override bool IsBuilt => _isBuilt;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => _isBuilt ? _inputShapes : throw NotBuilt();

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> OutputShapes => _isBuilt ? _outputShapes : throw NotBuilt();

    internal override LayerGraph Network { get; }

    internal override IReadOnlyList<Shape> DeclaredInputs => DeclaredInput is { } shape ? [shape] : [];

    /// <summary>The shape of the <see cref="Input"/> at the start, if there is one.</summary>
    internal Shape? DeclaredInput { get; }

    /// <inheritdoc/>
    public override void Build()
    {
        if (!_isBuilt)
        {
            Build(DeclaredInput ?? throw new InvalidOperationException(
                "The model does not know its input's shape yet: start it with new Input(timesteps, features), or call Build(shape)."));
        }
    }

    /// <inheritdoc/>
    public override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (_isBuilt)
        {
            return;
        }

        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"A Sequential has one input, but the data have {inputs.Count}: describe a Graph for several.", nameof(inputs));
        }

        Shape shape = DeclaredInput ?? inputs[0];
        ModelRequirements.CheckShape([shape], InputNames, 0, inputs[0]);
        Shape[] outputs = Network.InferOutputs([shape]);
        BuildLayers([shape]);
        _inputShapes = [shape];
        _outputShapes = outputs;
        _isBuilt = true;
    }

    private static InvalidOperationException NotBuilt() => new(
        "The model is not built yet: start it with new Input(timesteps, features) and call Build(), or fit it to data.");
}
