using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>Another framework's names and layouts of the weights of each kind of layer.</summary>
internal abstract class WeightLayout
{
    /// <summary>The framework's name, for messages.</summary>
    public abstract string Framework { get; }

    /// <summary>The separator between a module's name and its tensors'.</summary>
    public abstract char Separator { get; }

    /// <summary>The layers that have weights; blocks of layers are taken apart where the framework does so.</summary>
    public abstract IEnumerable<LayerEntry> Layers(Model model);

    /// <summary>The tensors that hold a layer's weights.</summary>
    /// <param name="layer">The layer, built.</param>
    /// <param name="level">Its index among a module's stacked layers.</param>
    /// <returns>The tensors; null if the framework has nothing like the layer.</returns>
    public IReadOnlyList<ForeignTensor>? Describe(Layer layer, int level)
    {
        IReadOnlyList<ForeignTensor>? tensors = DescribeLayer(layer, level);

        // What an option adds to a layer, such as peepholes, must not be left out in silence.
        return tensors is not null && layer.Parameters.All(parameter => tensors.Any(tensor => tensor.Parameters.Contains(parameter)))
            ? tensors : null;
    }

    /// <summary>Whether a module may have several such layers stacked, identified by their level.</summary>
    public abstract bool IsStacked(Layer layer);

    /// <summary>Whether a tensor of a module counts when the module is compared with what a layer needs.</summary>
    /// <param name="tensor">Name within the module.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="level">Its index among the module's stacked layers.</param>
    public abstract bool Counts(string tensor, Layer layer, int level);

    /// <summary>Whether a tensor is no weight, so that it may be left over.</summary>
    /// <param name="tensor">Name within the module.</param>
    public virtual bool IsIgnored(string tensor) => false;

    /// <summary>
    /// The tensors that hold a layer's weights, as far as the framework knows such weights; null if it has nothing like the layer.
    /// </summary>
    protected abstract IReadOnlyList<ForeignTensor>? DescribeLayer(Layer layer, int level);

    /// <summary>A parameter by the name that its own layer gave it; layers that hold others put theirs before it.</summary>
    protected static Parameter? Find(Layer layer, string name) =>
        layer.Parameters.FirstOrDefault(
            parameter => parameter.Name == name || parameter.Name.EndsWith('.' + name, StringComparison.Ordinal));
}
