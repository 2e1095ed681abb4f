using Unroll.Catalogue;

namespace Unroll.Models;

/// <summary>An application of a layer in a <see cref="ModelDescription"/>.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Inputs">Numbers of the input signals.</param>
internal sealed record NodeDescription(string Layer, IReadOnlyList<int> Inputs)
{
    private static readonly Setting<NodeDescription, string> _layer = new(
        "layer", Kind.Text, node => node.Layer, "Name of the layer.")
    { IsRequired = true };

    private static readonly Setting<NodeDescription, IReadOnlyList<int>> _inputs =
        new("inputs", Kind.List(Kind.Integer(0)), node => node.Inputs, "Numbers of the signals that come in.") { IsRequired = true };

    public static Section<NodeDescription> Section { get; } = new([_layer, _inputs],
        values => new(values.Get(_layer), values.Get(_inputs)));
}
