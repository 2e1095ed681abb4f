using System.Text;

namespace Unroll.Analysis.StateSpace;

/// <summary>The covariance of several series' disturbances of one kind, of an estimated model.</summary>
/// <param name="Name">What is disturbed: <c>level</c>, <c>observation</c>.</param>
/// <param name="Covariance">The covariance, [series, series].</param>
/// <param name="Correlation">The correlations, [series, series]; NaN where a series has no such disturbance.</param>
public sealed record SeriesCovariance(string Name, double[,] Covariance, double[,] Correlation)
{
    /// <summary>The covariance with its correlations.</summary>
    internal static SeriesCovariance Of(string name, double[,] covariance)
    {
        int size = covariance.GetLength(0);
        double[,] correlation = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double product = covariance[i, i] * covariance[j, j];
                correlation[i, j] = product > 0 ? Math.Clamp(covariance[i, j] / Math.Sqrt(product), -1, 1) : double.NaN;
            }
        }

        return new SeriesCovariance(name, covariance, correlation);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Covariance), Covariance), (nameof(Correlation), Correlation));
}
