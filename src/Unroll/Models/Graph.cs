using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// A model whose layers form any directed graph without cycles, with several inputs and outputs. Described with signals, or by names with a
/// <see cref="GraphBuilder"/>. A layer may be applied several times and then shares its weights.
/// </summary>
/// <example>
/// <code>
/// Signal source = Graph.Input(10, 3, "source");
/// Signal encoded = new Lstm(32).Apply(source);
/// Signal pooled = new GlobalMaxPooling1D().Apply(source);
/// var model = new Graph(source, new Dense(1).Apply(new Concatenate().Apply(encoded, pooled)));
/// </code>
/// </example>
public sealed class Graph : Model
{
    private bool _isBuilt;
    private IReadOnlyList<Shape> _declaredInputs;

    /// <summary>A graph with one input and one output.</summary>
    /// <param name="input">The input, from <see cref="Input(Shape, string?)"/>.</param>
    /// <param name="output">The output.</param>
    /// <exception cref="ArgumentException">The output does not depend on the input alone, or a layer belongs to another model.</exception>
    public Graph(Signal input, Signal output)
        : this([input], [output])
    {
    }

    /// <summary>A graph with several inputs and outputs.</summary>
    /// <param name="inputs">The inputs, each from <see cref="Input(Shape, string?)"/>; samples must have them in this order.</param>
    /// <param name="outputs">The outputs, each of a layer; targets must have this order.</param>
    /// <exception cref="ArgumentException">
    /// There is none of either, an output depends on an input that is not given, an input is not needed, a layer belongs to another model,
    /// or two inputs, outputs or layers have the same name.
    /// </exception>
    public Graph(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs)
        : this(inputs, outputs, null, null)
    {
    }

    /// <summary>A graph with several inputs and outputs, the outputs named.</summary>
    /// <param name="inputs">The inputs, each from <see cref="Input(Shape, string?)"/>; samples must have them in this order.</param>
    /// <param name="outputs">The outputs, each of a layer; targets must have this order.</param>
    /// <param name="outputNames">The name of each output; null for those of their layers.</param>
    /// <exception cref="ArgumentException">As above, or there is not one name for each output.</exception>
    public Graph(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs, IReadOnlyList<string>? outputNames)
        : this(inputs, outputs, outputNames, null)
    {
    }

    internal Graph(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs, IReadOnlyList<string>? outputNames, Graph? parent)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count == 0 || outputs.Count == 0)
        {
            throw new ArgumentException($"A graph needs inputs and outputs, but got " +
                $"{CountFormatter.Format(inputs.Count, "inputs")} and {CountFormatter.Format(outputs.Count, "outputs")}.");
        }

        if (outputNames is not null && outputNames.Count != outputs.Count)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(outputNames.Count, "names")} for {CountFormatter.Format(outputs.Count, "outputs")}: " +
                $"give one for each.", nameof(outputNames));
        }

        if (parent is null && inputs.FirstOrDefault(input => input.Layer is not Unroll.Layers.Input) is { } inner)
        {
            throw new ArgumentException(
                $"The signal '{inner}' is the output of a layer, not an input: make inputs with Graph.Input.", nameof(inputs));
        }

        if (outputs.FirstOrDefault(inputs.Contains) is { } through)
        {
            throw new ArgumentException(
                $"The output '{through}' is an input: let a layer stand between, for example an Activation.", nameof(outputs));
        }

        Network = LayerGraph.Between(inputs, outputs);
        if (parent is null && Network.Layers.FirstOrDefault(layer => layer.IsTaken) is { } taken)
        {
            throw new ArgumentException($"The layer '{taken.Name}' belongs to another model already: create a new layer.", nameof(outputs));
        }

        Network.NameLayers();
        InputNames = NameInputs(inputs);
        Signals = (inputs, outputs);
        _declaredInputs = [.. inputs.Select(input => input.Shape)];
        OutputNames = outputNames ?? [.. outputs.Select(output => output.ToString())];
        if (OutputNames.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            IEnumerable<Signal> same = outputs.Where((_, i) => OutputNames[i] == twice.Key);
            throw new ArgumentException(
                $"Two outputs have the name '{twice.Key}': "
                + $"{string.Join(" and ", same.Select(output => $"'{output}' of shape {output.Shape}"))}. Give each a name of its own.",
                nameof(outputs));
        }

        foreach (Layer layer in Network.Layers)
        {
            layer.IsTaken = true;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames { get; }

    /// <inheritdoc/>
    public override bool IsBuilt => _isBuilt;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => DeclaredInputs;

    internal override IReadOnlyList<Shape> DeclaredInputs => _declaredInputs;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> OutputShapes => [.. Signals.Outputs.Select(output => output.Shape)];

    internal override LayerGraph Network { get; }

    /// <summary>The graph that this one is a part of; null for a whole one.</summary>
    internal Graph? Parent { get; init; }

    /// <summary>A part shares the weights of the whole.</summary>
    internal override UseGate Gate => Parent?.Gate ?? base.Gate;

    internal (IReadOnlyList<Signal> Inputs, IReadOnlyList<Signal> Outputs) Signals { get; }

    /// <summary>An input of a graph: vectors, batches of <c>[batch, features]</c>.</summary>
    /// <param name="features">Length of the vector, at least 1.</param>
    /// <param name="name">Name of the input; null: <c>input_1</c> and so on.</param>
    public static Signal Input(int features, string? name = null) => Input(Shape.Vector(features), name);

    /// <summary>An input of a graph: sequences, batches of <c>[batch, timesteps, features]</c>.</summary>
    /// <param name="timesteps">Timesteps, or <see cref="Shape.AnyLength"/>.</param>
    /// <param name="features">Features of each timestep, at least 1.</param>
    /// <param name="name">Name of the input; null: <c>input_1</c> and so on.</param>
    public static Signal Input(int timesteps, int features, string? name = null) => Input(Shape.Sequence(timesteps, features), name);

    /// <summary>An input of a graph.</summary>
    /// <param name="shape">Shape of a sample.</param>
    /// <param name="name">Name of the input; null: <c>input_1</c> and so on.</param>
    public static Signal Input(Shape shape, string? name = null) =>
        Application.Create(name is null ? new Input(shape) : new Input(shape) { Name = name }).Outputs[0];

    /// <summary>
    /// A model for prediction with other inputs and outputs within this graph, which shares its layers and weights: for the activations of
    /// a layer, or for a part alone, such as the encoder of an encoder and decoder. Only this graph can be trained.
    /// </summary>
    /// <param name="inputs">The inputs: those of this graph, or signals within it.</param>
    /// <param name="outputs">The outputs.</param>
    /// <exception cref="ArgumentException">The outputs need something that is not among the inputs, or an input is not needed.</exception>
    public Graph Part(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs) => Part(inputs, outputs, takesAnyLength: false);

    /// <summary>
    /// A part that may take sequences of other lengths than this graph does, such as a decoder that is run one timestep at a time.
    /// </summary>
    /// <param name="inputs">The inputs: those of this graph, or signals within it.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="takesAnyLength">Whether its sequences may have any length, as far as its layers let them.</param>
    /// <exception cref="ArgumentException">The outputs need something that is not among the inputs, or an input is not needed.</exception>
    public Graph Part(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs, bool takesAnyLength)
    {
        Build();
        var part = new Graph(inputs, outputs, null, this) { Parent = this, Seed = Seed, GradientLength = GradientLength };
        if (part.Network.Layers.FirstOrDefault(layer => !Network.Layers.Contains(layer)) is { } strange)
        {
            throw new ArgumentException(
                $"The layer '{strange.Name}' is not in this graph: a part can only use the graph's own layers.", nameof(outputs));
        }

        part._isBuilt = true;
        if (takesAnyLength)
        {
            part._declaredInputs = [.. part._declaredInputs.Select(
                shape => shape.IsSequence ? Shape.Sequence(Shape.AnyLength, shape.Features) : shape)];
        }

        return part;
    }

    /// <summary>
    /// The output of a layer of this graph, by name, for <see cref="Part(IReadOnlyList{Signal}, IReadOnlyList{Signal})"/>.
    /// </summary>
    /// <param name="name">A layer's name, or an input's; with <c>.1</c> and so on for further outputs.</param>
    /// <exception cref="ArgumentException">There is no such signal.</exception>
    public Signal Find(string name)
    {
        HashSet<Signal> seen = [];
        Stack<Signal> open = new(Signals.Outputs);
        while (open.TryPop(out Signal? signal))
        {
            foreach (Signal output in signal.Outputs)
            {
                if (seen.Add(output) && output.ToString() == name)
                {
                    return output;
                }
            }

            foreach (Signal source in signal.Application.Inputs.Where(source => !seen.Contains(source)))
            {
                open.Push(source);
            }
        }

        throw new ArgumentException(
            $"There is no signal '{name}' in the graph. It has: "
            + $"{string.Join(", ", seen.Select(signal => signal.ToString()).Order(StringComparer.Ordinal))}.", nameof(name));
    }

    /// <inheritdoc/>
    public override void Build()
    {
        if (_isBuilt)
        {
            return;
        }

        BuildLayers(DeclaredInputs);
        _isBuilt = true;
    }

    /// <inheritdoc/>
    public override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ModelRequirements.CheckShapes(this, inputs);
        Build();
    }

    private static string[] NameInputs(IReadOnlyList<Signal> inputs)
    {
        int number = 0;
        foreach (Signal input in inputs.Where(input => input.Layer.Name.Length == 0))
        {
            string name;
            do
            {
                name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"input_{++number}");
            }
            while (inputs.Any(other => other.Layer.Name == name));
            input.Layer.Rename(name);
        }

        string[] names = [.. inputs.Select(input => input.ToString())];
        return names.Distinct().Count() == names.Length
            ? names
            : throw new ArgumentException(
                $"Two inputs have the same name: {string.Join(", ", names)}. Give each a name of its own.", nameof(inputs));
    }
}
