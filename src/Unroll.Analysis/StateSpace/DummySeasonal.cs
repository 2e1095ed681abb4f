using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A seasonal pattern whose values over a period add up to a disturbance: γ_{t+1} = −γ_t − … − γ_{t−s+2} + ω_t.</summary>
/// <param name="period">Steps of a season, at least 2.</param>
/// <exception cref="ArgumentOutOfRangeException">The period is less than 2.</exception>
public sealed class DummySeasonal(int period) : StructuralComponent
{
    private static readonly Setting<DummySeasonal, int> _steps =
        new("period", Kind.Integer(2), seasonal => seasonal._period, "Steps of a season.") { IsRequired = true, Example = "period: 12" };

    private readonly int _period = SeasonChecks.Period(period);

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "dummy-seasonal", typeof(DummySeasonal), "Seasonal pattern by a number for each step of the season.", [_steps],
        values => new DummySeasonal(values.Get(_steps)))
    {
        Formula = "γ_{t+1} = −γ_t − … − γ_{t−s+2} + ω_t",
        Example = "dummy-seasonal: {period: 12}",
    };

    /// <summary>Steps of a season.</summary>
    public int Period => _period;

    /// <inheritdoc/>
    public override string Name => $"seasonal-{_period}";

    /// <inheritdoc/>
    public override int StateCount => _period - 1;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters => [new("seasonal-variance")];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Load(0, 1);
        for (int i = 0; i < StateCount; i++)
        {
            part.Carry(0, i, -1);
            if (i > 0)
            {
                part.Carry(i, i - 1, 1);
            }
        }

        part.Disturb(0, parameters[0]);
    }
}
