using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The networks of an ensemble: key <c>train.ensemble</c>, a number or a section.</summary>
/// <param name="Networks">Networks that are trained, each with its own seed.</param>
/// <param name="Snapshots">Snapshots of each training.</param>
internal sealed record EnsembleSize(int Networks, int Snapshots)
{
    private static readonly Setting<EnsembleSize, int> _networks = new(
        "networks", Kind.Integer(1, 100), size => size.Networks, "Networks that are trained, each with its own seed.")
    { DefaultValue = 1 };

    private static readonly Setting<EnsembleSize, int> _snapshots = new(
        "snapshots", Kind.Integer(1, 100), size => size.Snapshots,
        "Networks of each training: its weights at the end of as many cycles of a cosine learning rate (snapshot ensemble).")
    { DefaultValue = 1 };

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<EnsembleSize> Section { get; } = new(
        [_networks, _snapshots], values => new EnsembleSize(values.Get(_networks), values.Get(_snapshots)))
    { Shorthand = _networks };
}
