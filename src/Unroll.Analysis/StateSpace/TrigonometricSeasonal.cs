using Unroll.Catalogue;

namespace Unroll.Analysis.StateSpace;

/// <summary>A seasonal pattern of waves, each of which turns by 2πj/s a step and is disturbed with the same variance.</summary>
/// <param name="period">Steps of a season, at least 2.</param>
/// <param name="harmonics">How many waves; as many as the period has by default.</param>
/// <exception cref="ArgumentOutOfRangeException">The period is less than 2, or there are more waves than the period has.</exception>
public sealed class TrigonometricSeasonal(int period, int? harmonics = null) : StructuralComponent
{
    private static readonly Setting<TrigonometricSeasonal, int> _steps =
        new("period", Kind.Integer(2), seasonal => seasonal._period, "Steps of a season.") { IsRequired = true, Example = "period: 12" };

    private static readonly Setting<TrigonometricSeasonal, int> _waves =
        new("harmonics", Kind.Integer(0), seasonal => seasonal._harmonics, "Waves of the pattern; 0 for all that the period has.")
        { DefaultValue = 0 };

    private readonly int _period = SeasonChecks.Period(period);
    private readonly int _harmonics = Check(period, harmonics);

    internal static Entry<StructuralComponent> Entry { get; } = new(
        "trigonometric-seasonal", typeof(TrigonometricSeasonal), "Seasonal pattern by sine waves.", [_steps, _waves],
        values => new TrigonometricSeasonal(values.Get(_steps), values.Get(_waves) is > 0 and var waves ? waves : null))
    {
        Formula = "γ_t = Σ_j a_j·cos(2πjt/s) + b_j·sin(2πjt/s)",
        Example = "trigonometric-seasonal: {period: 12, harmonics: 3}",
    };

    /// <summary>Steps of a season.</summary>
    public int Period => _period;

    /// <inheritdoc/>
    public override string Name => $"seasonal-{_period}";

    /// <inheritdoc/>
    public override int StateCount => (2 * _harmonics) - (HasHalf ? 1 : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters => [new("seasonal-variance")];

    /// <summary>Whether the last wave goes up and down in two steps, so that it is one state.</summary>
    private bool HasHalf => 2 * _harmonics == _period;

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (int j = 1; j <= _harmonics; j++)
        {
            int state = 2 * (j - 1);
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * j / _period);
            part.Load(state, 1);
            part.Disturb(state, parameters[0]);
            if (HasHalf && j == _harmonics)
            {
                part.Carry(state, state, -1);
                continue;
            }

            part.Carry(state, state, cosine);
            part.Carry(state, state + 1, sine);
            part.Carry(state + 1, state, -sine);
            part.Carry(state + 1, state + 1, cosine);
            part.Disturb(state + 1, parameters[0]);
        }
    }

    private static int Check(int period, int? harmonics) => harmonics is null ? period / 2
        : harmonics >= 1 && 2 * harmonics <= period ? harmonics.Value
        : throw new ArgumentOutOfRangeException(
            nameof(harmonics), harmonics, $"A season of {period} steps has 1 to {period / 2} waves, not {harmonics}.");
}
