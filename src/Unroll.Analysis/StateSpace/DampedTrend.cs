using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A level with a slope that fades: μ_{t+1} = μ_t + ν_t + ξ_t, ν_{t+1} = φ·ν_t + ζ_t, with φ between 0 and 1.</summary>
public sealed class DampedTrend : StructuralComponent
{
    internal static Entry<StructuralComponent> Entry { get; } = new(
        "damped-trend", typeof(DampedTrend), "Level with a slope that fades.", [], _ => new DampedTrend())
    {
        Formula = "μ_{t+1} = μ_t + ν_t + ξ_t\nν_{t+1} = φ·ν_t + ζ_t",
    };

    /// <inheritdoc/>
    public override string Name => "level";

    /// <inheritdoc/>
    public override int StateCount => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters { get; } =
        [new("level-variance"), new("slope-variance"), new("slope-damping", 0, 1) { Starts = [2, 0] }];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Load(0, 1);
        part.Carry(0, 0, 1);
        part.Carry(0, 1, 1);
        part.Carry(1, 1, parameters[2]);
        part.Disturb(0, parameters[0]);
        part.Disturb(1, parameters[1]);
    }
}
