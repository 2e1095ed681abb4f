using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A random walk: μ_{t+1} = μ_t + η_t; a constant where it is fixed.</summary>
/// <param name="isFixed">Whether the level does not change, as an intercept.</param>
public sealed class LocalLevel(bool isFixed = false) : StructuralComponent
{
    private static readonly Setting<LocalLevel, bool> _isFixed =
        new("fixed", Kind.Flag, level => level._fixed, "Whether the level is a constant.") { DefaultValue = false };

    private readonly bool _fixed = isFixed;

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "local-level", typeof(LocalLevel), "Level that walks at random, or an intercept.", [_isFixed],
        values => new LocalLevel(values.Get(_isFixed)))
    {
        Formula = "μ_{t+1} = μ_t + η_t",
    };

    /// <inheritdoc/>
    public override string Name => "level";

    /// <inheritdoc/>
    public override int StateCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters => _fixed ? [] : [new("level-variance")];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Load(0, 1);
        part.Carry(0, 0, 1);
        part.Disturb(0, _fixed ? 0 : parameters[0]);
    }
}
