using Unroll.Analysis.Anomalies;

namespace Unroll.Tasks.Analysing;

/// <summary>Settings of an <see cref="AnomalyAnalysis"/>.</summary>
public sealed record AnomalyAnalysisOptions
{
    /// <summary>The detector, by one of <see cref="AnomalyAnalysis.Methods"/>. Default: seasonal-residual.</summary>
    public string Method { get; init; } = AnomalyAnalysis.Methods[0];

    /// <summary>Rows of a window, for detectors that look at windows. Default null: by the detector.</summary>
    public int? Window { get; init; }

    /// <summary>The values of a template, for detectors that look for one. Default: none.</summary>
    public IReadOnlyList<double> Template { get; init; } = [];

    /// <summary>Rows of each season. Default: none, for those that are found.</summary>
    public IReadOnlyList<int> Periods { get; init; } = [];

    /// <summary>The expected number of false alarms in a series of usual values. Default: 0.2.</summary>
    public double Level { get; init; } = AnomalyDetector.DefaultLevel;
}
