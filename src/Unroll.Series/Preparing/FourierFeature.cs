namespace Unroll.Series.Preparing;

/// <summary>Fourier terms: sine and cosine of the phase in a season, and of its harmonics.</summary>
internal sealed class FourierFeature(Season season, SeasonClock clock, int harmonics) : TimeFeature
{
    private readonly string[] _names =
    [
        .. Enumerable.Range(1, harmonics)
            .SelectMany(harmonic => (string[])[NameOf(season, "sin", harmonic), NameOf(season, "cos", harmonic)]),
    ];

    public override IReadOnlyList<string> Names => _names;

    internal override bool GoesByLocalTime => clock.GoesByLocalTime;

    public override void Compute(DateTime stamp, Span<double> values)
    {
        double angle = 2 * Math.PI * clock.Fraction(stamp);
        for (int harmonic = 1; harmonic <= harmonics; harmonic++)
        {
            (double sine, double cosine) = Math.SinCos(harmonic * angle);
            values[2 * (harmonic - 1)] = sine;
            values[(2 * harmonic) - 1] = cosine;
        }
    }

    private static string NameOf(Season season, string wave, int harmonic) =>
        $"fourier-{season.ToString().Replace(' ', '-')}-{wave}-{harmonic}";
}
