using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A wave whose period is estimated: c_{t+1} = ρ·(c_t·cos λ + c*_t·sin λ) + κ_t, and c* likewise (Harvey 1989, 2.3.3). Where it
/// fades and is disturbed, an exact start has its stationary distribution.
/// </summary>
/// <param name="minPeriod">The shortest period in steps, at least 2.</param>
/// <param name="maxPeriod">The longest period in steps.</param>
/// <param name="isDamped">Whether ρ is estimated between 0 and 1, rather than 1.</param>
/// <param name="isStochastic">Whether the wave is disturbed.</param>
/// <exception cref="ArgumentOutOfRangeException">The periods are no range.</exception>
public sealed class Cycle(double minPeriod, double maxPeriod, bool isDamped = true, bool isStochastic = true) : StructuralComponent
{
    /// <summary>The name of the parameter that is the wave's frequency, in radians a step.</summary>
    public const string FrequencyParameter = "cycle-frequency";

    private static readonly Setting<Cycle, double> _minimum =
        new("min-period", Kind.Number(NumberRange.Positive), cycle => cycle._from, "Shortest period in steps.")
        { IsRequired = true, Example = "min-period: 6" };

    private static readonly Setting<Cycle, double> _maximum =
        new("max-period", Kind.Number(NumberRange.Positive), cycle => cycle._to, "Longest period in steps.")
        { IsRequired = true, Example = "max-period: 14" };

    private static readonly Setting<Cycle, bool> _damping =
        new("damped", Kind.Flag, cycle => cycle._damped, "Whether the wave fades.") { DefaultValue = true };

    private static readonly Setting<Cycle, bool> _disturbing =
        new("stochastic", Kind.Flag, cycle => cycle._stochastic, "Whether the wave is disturbed.") { DefaultValue = true };

    /// <summary>The least loss of a wave in a step for its variance to be a number.</summary>
    private const double LeastDecay = 1e-12;

    private readonly double _from = minPeriod >= 2 ? minPeriod
        : throw new ArgumentOutOfRangeException(
            nameof(minPeriod), minPeriod, $"A cycle has a period of at least 2 steps, not {minPeriod}.");

    private readonly double _to = maxPeriod > minPeriod ? maxPeriod
        : throw new ArgumentOutOfRangeException(
            nameof(maxPeriod), maxPeriod, $"The longest period {maxPeriod} must be more than the shortest, {minPeriod}.");

    private readonly bool _damped = isDamped;
    private readonly bool _stochastic = isStochastic;

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "cycle", typeof(Cycle), "Wave whose period is estimated.", [_minimum, _maximum, _damping, _disturbing],
        values => new Cycle(values.Get(_minimum), values.Get(_maximum), values.Get(_damping), values.Get(_disturbing)))
    {
        Formula = "c_{t+1} = ρ·(c_t·cos λ + c*_t·sin λ) + κ_t\nc*_{t+1} = ρ·(c*_t·cos λ − c_t·sin λ) + κ*_t",
        Example = "cycle: {min-period: 6, max-period: 14}",
    };

    /// <inheritdoc/>
    public override string Name => "cycle";

    /// <inheritdoc/>
    public override int StateCount => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters =>
    [
        .. _stochastic ? [new StructuralParameter("cycle-variance")] : Array.Empty<StructuralParameter>(),
        new(FrequencyParameter, 2 * Math.PI / _to, 2 * Math.PI / _from) { Starts = [0, -1.5, 1.5] },
        .. _damped ? [new StructuralParameter("cycle-damping", 0, 1) { Starts = [2] }] : Array.Empty<StructuralParameter>(),
    ];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        double variance = _stochastic ? parameters[0] : 0;
        double damping = _damped ? parameters[^1] : 1;
        (double sine, double cosine) = Math.SinCos(parameters[_stochastic ? 1 : 0]);
        part.Load(0, 1);
        part.Carry(0, 0, damping * cosine);
        part.Carry(0, 1, damping * sine);
        part.Carry(1, 0, -damping * sine);
        part.Carry(1, 1, damping * cosine);
        part.Disturb(0, variance);
        part.Disturb(1, variance);

        // A wave that fades and is disturbed has a distribution of its own. With a start of which nothing is known the exact likelihood
        // would grow without end as the damping goes to 0, where the wave is gone before it is known.
        if (_stochastic && _damped && part.Start == DiffuseStart.Exact)
        {
            double stationary = variance / Math.Max(1 - (damping * damping), LeastDecay);
            part.Begin(0, 0, stationary);
            part.Begin(1, 1, stationary);
        }
    }
}
