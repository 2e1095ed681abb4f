using System.Text;

namespace Unroll.Analysis.Periodicity;

/// <summary>The power of a series by frequency.</summary>
/// <param name="Frequencies">Frequencies in cycles a unit of time, or a step, from the lowest.</param>
/// <param name="Power">The power at each: a density for a periodogram, a share of the variance for a Lomb–Scargle one.</param>
public sealed record Spectrum(IReadOnlyList<double> Frequencies, IReadOnlyList<double> Power)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Frequencies), Frequencies), (nameof(Power), Power));
}
