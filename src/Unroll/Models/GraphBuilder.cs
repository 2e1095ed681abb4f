using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// A builder of a <see cref="Graph"/> by names: layers name the signals they take, in any order. A layer's first output has its name, the
/// others <c>name.1</c>, <c>name.2</c> and so on.
/// </summary>
/// <example>
/// <code>
/// Graph model = new GraphBuilder()
///     .Input("past", Shape.Sequence(24, 3))
///     .Input("calendar", Shape.Vector(7))
///     .Add("memory", new Lstm(32), "past")
///     .Add("joined", new Concatenate(), "memory", "calendar")
///     .Add("load", new Dense(1), "joined")
///     .Output("load")
///     .Build();
/// </code>
/// </example>
public sealed class GraphBuilder
{
    private readonly List<(string Name, Shape Shape)> _inputs = [];
    private readonly List<(string Name, Layer Layer, string[] Sources)> _layers = [];
    private readonly List<(string Name, string Signal)> _outputs = [];

    /// <summary>Seed of the initial weights. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Shape of a sample.</param>
    public GraphBuilder Input(string name, Shape shape)
    {
        _inputs.Add((name, shape));
        return this;
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="name">Its name in the model; without dots.</param>
    /// <param name="layer">
    /// The layer. The same layer may be added again under the same name only by <see cref="Layer.Apply"/>, not here.
    /// </param>
    /// <param name="sources">Names of the signals it takes; they may be added later.</param>
    /// <exception cref="ArgumentException">The name cannot be a layer's.</exception>
    public GraphBuilder Add(string name, Layer layer, params string[] sources)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(sources);
        layer.Rename(name);
        _layers.Add((name, layer, sources));
        return this;
    }

    /// <summary>Adds an output, under its own name.</summary>
    /// <param name="signal">Name of a signal.</param>
    public GraphBuilder Output(string signal) => Output(signal, signal);

    /// <summary>Adds an output.</summary>
    /// <param name="name">Name of the output.</param>
    /// <param name="signal">Name of a signal.</param>
    public GraphBuilder Output(string name, string signal)
    {
        _outputs.Add((name, signal));
        return this;
    }

    /// <summary>Checks the description and makes the graph, its shapes fixed and its parameters made.</summary>
    /// <exception cref="ArgumentException">
    /// A signal is missing, a name stands twice, the layers form a cycle, shapes do not meet, or an input is not needed; the message
    /// names the layer and the shapes.
    /// </exception>
    public Graph Build()
    {
        CheckNames();
        Dictionary<string, Signal> signals = [];
        foreach ((string name, Shape shape) in _inputs)
        {
            signals[name] = Graph.Input(shape, name);
        }

        // Layers whose sources are all there are applied, in the order in which they were added, until none is left.
        List<(string Name, Layer Layer, string[] Sources)> open = [.. _layers];
        while (open.Count > 0)
        {
            int ready = open.FindIndex(layer => layer.Sources.All(signals.ContainsKey));
            if (ready < 0)
            {
                throw Stuck(open, signals);
            }

            (string name, Layer layer, string[] sources) = open[ready];
            IReadOnlyList<Signal> outputs = layer.Apply([.. sources.Select(source => signals[source])]).Outputs;
            foreach (Signal output in outputs)
            {
                signals[Signal.NameOf(name, output.Index)] = output;
            }

            open.RemoveAt(ready);
        }

        Signal[] ends = [.. _outputs.Select(output => signals.TryGetValue(output.Signal, out Signal? signal)
            ? signal
            : throw new ArgumentException(
                $"The output '{output.Name}' is to be the signal '{output.Signal}', which does not exist. There are: {Known(signals)}."))];
        Graph graph = new(
            [.. _inputs.Select(input => signals[input.Name])], ends, [.. _outputs.Select(output => output.Name)])
        { Seed = Seed };
        if (_layers.FirstOrDefault(layer => !graph.Layers.Contains(layer.Layer)) is { Layer: not null } unused)
        {
            throw new ArgumentException(
                $"No output depends on the layer '{unused.Name}', whose output has shape {signals[unused.Name].Shape}: connect it, or "
                + $"leave it out.");
        }

        graph.Build();
        return graph;
    }

    private static ArgumentException Stuck(
        List<(string Name, Layer Layer, string[] Sources)> open, Dictionary<string, Signal> signals)
    {
        foreach ((string name, _, string[] sources) in open)
        {
            foreach (string source in sources.Where(source => !signals.ContainsKey(source)))
            {
                string layer = source.Split('.')[0];
                if (open.All(other => other.Name != layer))
                {
                    return new ArgumentException(
                        $"Layer '{name}' takes the signal '{source}', which does not exist. There are: {Known(signals)}.");
                }
            }
        }

        // Every layer left waits for another that is left: following the waits leads into a cycle.
        List<string> path = [open[0].Name];
        while (true)
        {
            (_, _, string[] sources) = open.First(layer => layer.Name == path[^1]);
            string next = sources.First(source => !signals.ContainsKey(source)).Split('.')[0];
            int start = path.IndexOf(next);
            path.Add(next);
            if (start >= 0)
            {
                return new ArgumentException(
                    $"The layers form a cycle: {string.Join(" → ", path.Skip(start).Reverse())}. Each layer may only take signals that "
                    + $"come before it; " +
                    "a recurrence belongs inside a recurrent layer.");
            }
        }
    }

    private static string Known(Dictionary<string, Signal> signals) =>
        string.Join(", ", signals.Select(signal => $"'{signal.Key}' {signal.Value.Shape}"));

    private void CheckNames()
    {
        if (_inputs.Count == 0 || _outputs.Count == 0)
        {
            throw new ArgumentException(
                $"A graph needs inputs and outputs, but has {CountFormatter.Format(_inputs.Count, "inputs")} and " +
                $"{CountFormatter.Format(_outputs.Count, "outputs")}: add them.");
        }

        IEnumerable<string> names = _inputs.Select(input => input.Name).Concat(_layers.Select(layer => layer.Name));
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"The name '{twice.Key}' stands for {CountFormatter.Format(twice.Count(), "inputs")} or layers: give each a name " +
                $"of its own.");
        }
    }
}
