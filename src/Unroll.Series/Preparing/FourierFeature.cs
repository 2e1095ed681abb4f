namespace Unroll.Series.Preparing;

/// <summary>Fourier terms: sine and cosine of the phase in a season, and of its harmonics.</summary>
internal sealed class FourierFeature(Season season, SeasonClock clock, int harmonics) : TimeFeature
{
    public override IReadOnlyList<string> Names { get; } = WaveNames($"fourier-{season.ToString().Replace(' ', '-')}", harmonics);

    internal override bool GoesByLocalTime => clock.GoesByLocalTime;

    public override void Compute(DateTime stamp, Span<double> values) => ComputeWaves(clock.Fraction(stamp), harmonics, values);
}
