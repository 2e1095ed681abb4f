using System.Text;

namespace Unroll.Analysis.Periodicity;

/// <summary>Correlations of a series with itself by lag, from lag 0, each with the band that it lies in by chance.</summary>
/// <param name="Values">The correlation at each lag.</param>
/// <param name="HalfWidths">Half the width of the band around 0 at each lag; 0 at lag 0.</param>
/// <param name="Confidence">Probability of a correlation within its band where there is none.</param>
public sealed record Correlogram(IReadOnlyList<double> Values, IReadOnlyList<double> HalfWidths, double Confidence)
{
    /// <summary>Whether the correlation at a lag is outside its band.</summary>
    /// <param name="lag">The lag, from 1.</param>
    public bool IsSignificant(int lag) => Math.Abs(Values[lag]) > HalfWidths[lag];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Values), Values), (nameof(HalfWidths), HalfWidths), (nameof(Confidence), Confidence));
}
