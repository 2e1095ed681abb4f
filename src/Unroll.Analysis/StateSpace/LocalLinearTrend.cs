using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A level with a slope that both walk at random: μ_{t+1} = μ_t + ν_t + ξ_t, ν_{t+1} = ν_t + ζ_t.</summary>
/// <param name="isSmooth">Whether the level has no disturbance of its own: an integrated random walk.</param>
public sealed class LocalLinearTrend(bool isSmooth = false) : StructuralComponent
{
    private static readonly Setting<LocalLinearTrend, bool> _isSmooth =
        new("smooth", Kind.Flag, trend => trend._smooth, "Whether the slope alone is disturbed.") { DefaultValue = false };

    private readonly bool _smooth = isSmooth;

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "local-linear-trend", typeof(LocalLinearTrend), "Level and slope that walk at random.", [_isSmooth],
        values => new LocalLinearTrend(values.Get(_isSmooth)))
    {
        Formula = "μ_{t+1} = μ_t + ν_t + ξ_t\nν_{t+1} = ν_t + ζ_t",
    };

    /// <inheritdoc/>
    public override string Name => "level";

    /// <inheritdoc/>
    public override int StateCount => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters =>
        _smooth ? [new("slope-variance")] : [new("level-variance"), new("slope-variance")];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Load(0, 1);
        part.Carry(0, 0, 1);
        part.Carry(0, 1, 1);
        part.Carry(1, 1, 1);
        part.Disturb(0, _smooth ? 0 : parameters[0]);
        part.Disturb(1, parameters[^1]);
    }
}
