using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// Layers and the signals between them, in topological order. Signals are numbered: first the inputs, then the outputs of each node.
/// </summary>
internal sealed partial class LayerGraph
{
    private LayerGraph(int inputs, GraphNode[] nodes, int[] outputs)
    {
        InputCount = inputs;
        Nodes = nodes;
        Outputs = outputs;
        SignalCount = inputs;
        foreach (GraphNode node in nodes)
        {
            SignalCount += node.Outputs.Length;
        }

        Layers = [.. nodes.Select(node => node.Layer).Distinct()];
    }

    public int InputCount { get; }

    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>Numbers of the output signals.</summary>
    public IReadOnlyList<int> Outputs { get; }

    public int SignalCount { get; }

    /// <summary>The layers, each once, in order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Layers one after another.</summary>
    public static LayerGraph Chain(IReadOnlyList<Layer> layers) =>
        new(1, [.. layers.Select((layer, i) => new GraphNode(layer, [i], [i + 1]))], [layers.Count]);

    /// <summary>All that lies between some signals.</summary>
    /// <exception cref="ArgumentException">The outputs need an input that is not among those given, or an input is not needed.</exception>
    public static LayerGraph Between(IReadOnlyList<Signal> inputs, IReadOnlyList<Signal> outputs)
    {
        HashSet<Application> found = [];
        HashSet<Signal> used = [];
        Stack<Signal> open = new(outputs);
        while (open.TryPop(out Signal? signal))
        {
            used.Add(signal);
            if (inputs.Contains(signal) || !found.Add(signal.Application))
            {
                continue;
            }

            if (signal.Layer is Input)
            {
                throw new ArgumentException(
                    $"An output depends on the input {Describe(signal)}, which is not among the inputs of the graph: add it to them.",
                    nameof(inputs));
            }

            foreach (Signal source in signal.Application.Inputs)
            {
                open.Push(source);
            }
        }

        if (inputs.FirstOrDefault(input => !used.Contains(input)) is { } unused)
        {
            throw new ArgumentException($"No output depends on the input {Describe(unused)}: connect it, or leave it out.", nameof(inputs));
        }

        Dictionary<Signal, int> numbers = [];
        foreach (Signal input in inputs)
        {
            numbers[input] = numbers.Count;
        }

        List<GraphNode> nodes = [];
        int next = inputs.Count;
        foreach (Application application in found.OrderBy(application => application.Order))
        {
            int first = next;
            foreach (Signal output in application.Outputs)
            {
                numbers[output] = next++;
            }

            nodes.Add(new GraphNode(
                application.Layer,
                [.. application.Inputs.Select(signal => numbers[signal])],
                [.. Enumerable.Range(first, application.Outputs.Length)]));
        }

        return new(inputs.Count, [.. nodes], [.. outputs.Select(signal => numbers[signal])]);
    }

    /// <summary>
    /// The same layers without the last, whose input becomes the output; null where the last is not the only output of one input.
    /// </summary>
    public LayerGraph? WithoutLast()
    {
        GraphNode last = Nodes[^1];
        return Outputs.Count == 1 && last.Outputs.Length == 1 && Outputs[0] == last.Outputs[0] && last.Inputs.Length == 1
            && last.Inputs[0] >= InputCount && Nodes.Count(node => node.Layer == last.Layer) == 1
            ? new(InputCount, [.. Nodes.SkipLast(1)], [last.Inputs[0]]) : null;
    }

    /// <summary>Shapes of all signals for some input.</summary>
    /// <exception cref="ArgumentException">A layer cannot take its inputs; the message names the layer.</exception>
    public Shape[] InferShapes(IReadOnlyList<Shape> inputs)
    {
        Shape[] shapes = new Shape[SignalCount];
        for (int i = 0; i < InputCount; i++)
        {
            shapes[i] = inputs[i];
        }

        foreach (GraphNode node in Nodes)
        {
            IReadOnlyList<Shape> outputs = Application.Infer(node.Layer, At(node.Inputs, shapes));
            if (outputs.Count != node.Outputs.Length)
            {
                throw OtherOutputs(node.Layer, outputs.Count);
            }

            for (int i = 0; i < node.Outputs.Length; i++)
            {
                shapes[node.Outputs[i]] = outputs[i];
            }
        }

        return shapes;
    }

    private static ArgumentException OtherOutputs(Layer layer, int count) => new(
        $"Layer '{layer.Name}' gives {CountFormatter.Format(count, "outputs")}, but in a Sequential each layer takes one from the layer "
        + "before: leave its final states out (ReturnState), or describe a Graph, in which other layers take them.");

    /// <summary>Output shapes for some input.</summary>
    /// <exception cref="ArgumentException">A layer cannot take its inputs; the message names the layer.</exception>
    public Shape[] InferOutputs(IReadOnlyList<Shape> inputs)
    {
        Shape[] shapes = InferShapes(inputs);
        return At(Outputs, shapes);
    }

    /// <summary>The signals that have a mask.</summary>
    /// <param name="shapes">Shapes of all signals.</param>
    /// <param name="inputs">Whether each input has one.</param>
    public bool[] InferMasks(IReadOnlyList<Shape> shapes, IReadOnlyList<bool> inputs)
    {
        bool[] masked = new bool[SignalCount];
        for (int i = 0; i < inputs.Count; i++)
        {
            masked[i] = inputs[i];
        }

        foreach (GraphNode node in Nodes)
        {
            bool[] incoming = [.. node.Inputs.Select(signal => masked[signal])];
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                masked[node.Outputs[i]] = node.Layer.GivesMask(i, incoming, shapes[node.Outputs[i]]);
            }
        }

        return masked;
    }

    /// <summary>
    /// Builds all layers for some input. All shapes are checked first, so that a graph that cannot be built stays as it was; no memory is
    /// taken for weights.
    /// </summary>
    /// <param name="inputs">Shapes of a sample.</param>
    /// <param name="initial">The initial weights of the layer of an index.</param>
    /// <exception cref="ArgumentException">
    /// A layer cannot take its inputs, or there would be more weights than fit into memory; the message names the layer.
    /// </exception>
    public void Build(IReadOnlyList<Shape> inputs, Func<int, InitialWeights> initial)
    {
        Shape[] shapes = InferShapes(inputs);
        int index = 0;
        foreach (GraphNode node in Nodes)
        {
            if (!node.Layer.IsBuilt)
            {
                BuildNode(node, shapes, initial(index++));
            }
        }

        CheckWeights();
    }

    /// <summary>Gives each layer without a name its kind and a number, as Keras does.</summary>
    /// <exception cref="ArgumentException">Two layers have the same name.</exception>
    public void NameLayers()
    {
        HashSet<string> taken = [.. Layers.Select(layer => layer.Name)];
        Dictionary<string, int> numbers = [];
        foreach (Layer layer in Layers.Where(layer => layer.Name.Length == 0))
        {
            string name;
            do
            {
                int number = numbers[layer.Kind] = numbers.GetValueOrDefault(layer.Kind) + 1;
                name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{layer.Kind}_{number}");
            }
            while (!taken.Add(name));
            layer.Rename(name);
        }

        HashSet<string> names = [];
        if (Layers.FirstOrDefault(layer => !names.Add(layer.Name)) is { } twice)
        {
            throw new ArgumentException($"Two layers have the name '{twice.Name}': give each layer of a model a name of its own.");
        }
    }

    /// <summary>Gives each parameter its place in a gradient buffer.</summary>
    /// <returns>Length of the buffer.</returns>
    public static int PlaceParameters(IEnumerable<Parameter> parameters)
    {
        int offset = 0;
        foreach (Parameter parameter in parameters)
        {
            parameter.Offset = offset;
            offset += AlignedBuffer.RoundUp(parameter.Length);
        }

        return offset;
    }

    /// <summary>The layer that gives a signal, by its number.</summary>
    public Layer LayerOf(int signal) => Nodes.First(node => node.Outputs.Contains(signal)).Layer;

    /// <summary>Name of a signal, by its number.</summary>
    public string NameOf(int signal, IReadOnlyList<string> inputNames)
    {
        if (signal < InputCount)
        {
            return inputNames[signal];
        }

        GraphNode node = Nodes.First(node => node.Outputs.Contains(signal));
        return Signal.NameOf(node.Layer.Name, Array.IndexOf(node.Outputs, signal));
    }

    /// <summary>The shapes of some signals.</summary>
    private static Shape[] At(IReadOnlyList<int> signals, Shape[] shapes)
    {
        Shape[] found = new Shape[signals.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = shapes[signals[i]];
        }

        return found;
    }

    private static void BuildNode(GraphNode node, Shape[] shapes, InitialWeights initial)
    {
        try
        {
            node.Layer.Build(At(node.Inputs, shapes), initial);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw Application.ErrorOf(node.Layer, exception);
        }
    }

    private void CheckWeights()
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long weights = 0;
        foreach (Layer layer in Layers)
        {
            long ofLayer = 0;
            foreach (Parameter parameter in layer.Parameters)
            {
                ofLayer += parameter.Length;
            }

            weights += ofLayer;
            WeightLimit.Check(weights, layer.Name, ofLayer, available);
        }
    }

    private static string Describe(Signal signal) =>
        signal.Layer.Name.Length > 0 ? $"'{signal}' of shape {signal.Shape}" : $"of shape {signal.Shape}";
}

/// <summary>An application of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">Numbers of the input signals.</param>
/// <param name="Outputs">Numbers of the output signals.</param>
internal sealed record GraphNode(Layer Layer, int[] Inputs, int[] Outputs);
