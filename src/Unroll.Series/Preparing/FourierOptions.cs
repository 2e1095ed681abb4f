namespace Unroll.Series.Preparing;

/// <summary>The season of Fourier terms, and their number.</summary>
/// <param name="Season">The season.</param>
/// <param name="Harmonics">Pairs of columns, from 1 to 1000.</param>
public readonly record struct FourierOptions(Season Season, int Harmonics);
