using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// A symbolic tensor of a <see cref="Graph"/> under construction, as in Keras: the output of a layer, of known shape. Made by
/// <see cref="Graph.Input(Shape, string?)"/> and <see cref="Layer.Apply"/>.
/// </summary>
public sealed class Signal
{
    internal Signal(Application application, int index, Shape shape)
    {
        Application = application;
        Index = index;
        Shape = shape;
    }

    /// <summary>Shape of a sample.</summary>
    public Shape Shape { get; }

    /// <summary>The layer of the signal; an <see cref="Unroll.Layers.Input"/> for the model's inputs.</summary>
    public Layer Layer => Application.Layer;

    /// <summary>Its index among the layer's outputs.</summary>
    public int Index { get; }

    /// <summary>
    /// All outputs of the layer's application that gave this signal, for example a sequence and the final states of an LSTM.
    /// </summary>
    public IReadOnlyList<Signal> Outputs => Application.Outputs;

    /// <summary>The outputs after the first: the final states of a recurrent layer that returns them.</summary>
    public Signal[] State => [.. Outputs.Skip(1)];

    internal Application Application { get; }

    /// <summary>The signal's name in descriptions: its layer's, and the output's number behind a dot unless it is the first.</summary>
    public override string ToString() => NameOf(Layer.Name, Index);

    internal static string NameOf(string layer, int index) =>
        index == 0 ? layer : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{layer}.{index}");
}
