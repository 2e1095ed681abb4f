namespace Unroll.Analysis.Periodicity;

/// <summary>A period of a series.</summary>
/// <param name="Period">The period, in the unit of the times.</param>
/// <param name="Power">The share of the series' variance that its sinusoid explains, from 0 to 1.</param>
/// <param name="FalseAlarmProbability">
/// The probability that noise alone has such a peak somewhere, once the stronger periods are taken out.
/// </param>
/// <param name="Amplitude">Amplitude of the sinusoid, in the unit of the values.</param>
/// <param name="StandardError">Standard error of the period (Montgomery and O'Donoghue, Delta Scuti Star Newsletter 13, 1999).</param>
public sealed record FoundPeriod(double Period, double Power, double FalseAlarmProbability, double Amplitude, double StandardError)
{
    /// <summary>Whether the false-alarm probability is at most the level that was asked for.</summary>
    public bool IsSignificant { get; init; }

    /// <summary>The found period that this one is a half, a third, … of, where it only shapes that one's course; null for none.</summary>
    public double? HarmonicOf { get; init; }
}
