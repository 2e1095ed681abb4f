using System.Text;

namespace Unroll.Tasks.Classification;

/// <summary>A training series that is nearest to another series.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Class">Its class.</param>
/// <param name="Distance">
/// Root of the sum of squared differences under dynamic time warping with a window of a tenth of the length, of prepared values.
/// </param>
/// <param name="Values">Its prepared values, a list for each column; of long series, means over some steps.</param>
public sealed record SeriesNeighbor(string Id, int Class, double Distance, IReadOnlyList<IReadOnlyList<double>> Values)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Class), Class), (nameof(Distance), Distance), (nameof(Values), Values));
}
