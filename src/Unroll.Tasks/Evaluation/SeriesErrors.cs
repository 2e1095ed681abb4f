using System.Runtime.InteropServices;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The errors of each of many series, for measures in which series count alike: the mean over series of a measure of each, as the M
/// competitions take it, in place of the measure of all points together.
/// </summary>
/// <param name="scales">The scale of the MASE of each series, by its id; a series without one is left out.</param>
internal sealed class SeriesErrors(IReadOnlyDictionary<string, double> scales)
{
    private readonly Dictionary<string, ErrorSums> _series = new(StringComparer.Ordinal);

    /// <summary>The MASE of each series that has a scale.</summary>
    public IEnumerable<double> Scaled => _series
        .Where(series => scales.TryGetValue(series.Key, out double scale) && scale > 0 && double.IsFinite(scale))
        .Select(series => series.Value.MeanAbsolute / scales[series.Key]);

    /// <summary>
    /// The mean over series of the MASE of each (Makridakis, Spiliotis and Assimakopoulos 2020); NaN where no series has a scale.
    /// </summary>
    public double MeanScaled => Scaled.DefaultIfEmpty(double.NaN).Average();

    /// <summary>The mean over series of the sMAPE of each; NaN where there is none.</summary>
    public double MeanSymmetricPercentage =>
        _series.Count == 0 ? double.NaN : _series.Values.Average(errors => errors.MeanSymmetricPercentage);

    /// <summary>Adds a point.</summary>
    /// <param name="id">Id of its series.</param>
    /// <param name="actual">The true value.</param>
    /// <param name="predicted">The prediction.</param>
    public void Add(string id, double actual, double predicted) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_series, id, out _).Add(actual, predicted);

    /// <summary>Adds the points of another part.</summary>
    /// <param name="other">Its errors.</param>
    public void Add(SeriesErrors other)
    {
        foreach ((string id, ErrorSums errors) in other._series)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_series, id, out _).Add(errors);
        }
    }
}
