using System.Text;

namespace Unroll.Analysis.Periodicity;

/// <summary>The periods of a series, and the power that they were found in.</summary>
/// <param name="Spectrum">The power of the series by frequency; empty of a series that does not vary.</param>
/// <param name="Periods">
/// The periods that count, the most powerful first; where none does, the strongest peak alone; empty of a series that does not vary.
/// </param>
/// <param name="Notes">What had to be done to the series or could not be found out, each a sentence.</param>
public sealed record FoundPeriods(Spectrum Spectrum, IReadOnlyList<FoundPeriod> Periods, IReadOnlyList<string> Notes)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Spectrum), Spectrum), (nameof(Periods), Periods), (nameof(Notes), Notes));
}
