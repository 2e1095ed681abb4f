using Unroll.Layers;

namespace Unroll.Models;

/// <summary>An application of a layer in a graph: its input and output signals.</summary>
internal sealed class Application
{
    private static long _applications;

    private Application(Layer layer, Signal[] inputs, IReadOnlyList<Shape> outputs)
    {
        Layer = layer;
        Inputs = inputs;
        Outputs = [.. outputs.Select((shape, index) => new Signal(this, index, shape))];
        Order = Interlocked.Increment(ref _applications);
    }

    public Layer Layer { get; }

    public Signal[] Inputs { get; }

    public Signal[] Outputs { get; }

    /// <summary>Grows from one application to the next: an application is always later than those whose signals it takes.</summary>
    public long Order { get; }

    public static Application Create(Layer layer, Signal[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (layer is Input)
        {
            throw new ArgumentException("An Input takes no signal: make what comes into a graph with Graph.Input.", nameof(layer));
        }

        foreach (Signal signal in inputs)
        {
            ArgumentNullException.ThrowIfNull(signal, nameof(inputs));
        }

        return new(layer, [.. inputs], Infer(layer, [.. inputs.Select(signal => signal.Shape)]));
    }

    public static Application Create(Input input) => new(input, [], [input.Shape]);

    /// <summary>A layer's output shapes; errors name the layer.</summary>
    public static IReadOnlyList<Shape> Infer(Layer layer, IReadOnlyList<Shape> inputs)
    {
        try
        {
            return layer.GetOutputShapes(inputs);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw ErrorOf(layer, exception);
        }
    }

    /// <summary>An error of a layer's shapes or sizes that names the layer.</summary>
    public static ArgumentException ErrorOf(Layer layer, Exception exception)
    {
        string message = exception is OverflowException
            ? $"its sizes multiply to more than {Array.MaxLength}, more than an array can hold: make it, or its input, smaller."
            : exception.Message;
        string name = layer.Name.Length > 0 ? $"'{layer.Name}'" : layer.GetType().Name;
        return exception is ArgumentException argument && layer.Name.Length == 0 ? argument
            : new ArgumentException($"Layer {name}: {message}", exception);
    }
}
