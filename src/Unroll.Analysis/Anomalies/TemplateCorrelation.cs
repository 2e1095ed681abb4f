using Unroll.Analysis.Matching;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// Occurrences of a template by normalised cross-correlation, whatever their level and size, as Fisher's z of the correlation. A
/// correlation of 0.95 is always an occurrence where it is beyond 5 standard errors.
/// </summary>
public sealed class TemplateCorrelation : AnomalyDetector
{
    private const double Certain = 0.95;
    private const double LeastCertain = 5;
    private const double Perfect = 1 - 1e-12;

    private static readonly Setting<TemplateCorrelation, IReadOnlyList<double>> _pattern =
        new("template", Kind.List(Kind.Number(), "numbers"), correlation => correlation._template, "Values of the template.")
        { IsRequired = true, Example = "template: [0, 1, 4, 1, 0]" };

    private readonly double[] _template;

    /// <summary>Creates the detector.</summary>
    /// <param name="template">The template, at least 3 values, not all the same.</param>
    public TemplateCorrelation(IReadOnlyList<double> template)
    {
        ArgumentNullException.ThrowIfNull(template);
        _template = [.. template];
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "template", typeof(TemplateCorrelation), "Occurrences of a template, whatever their level and size.", [_pattern],
        values => new TemplateCorrelation(values.Get(_pattern)))
    {
        Formula = "artanh(ρ_t)·√(m − 3)",
        Example = "template: {template: [0, 1, 4, 1, 0]}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series) => Score;

    private RawScores Score(ObservedSeries series)
    {
        double[] correlations = SlidingCorrelation.Normalized(series.Values, _template);
        double root = Math.Sqrt(Math.Max(1, _template.Length - 3));
        double Fisher(double correlation) => Math.Atanh(Math.Min(correlation, Perfect)) * root;
        double ScoreAt(int row) => row < correlations.Length ? Math.Max(0, Fisher(correlations[row])) : double.NaN;
        return new RawScores([.. series.Values.Select((_, row) => ScoreAt(row))])
        {
            Unit = "standard errors of Fisher's z",
            PatternLength = _template.Length,
            MinThreshold = RobustScale.LeastUnusual,
            MaxThreshold = Math.Max(Fisher(Certain), LeastCertain),
        };
    }
}
