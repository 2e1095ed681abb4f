using MathNet.Numerics.Statistics;
using Unroll.Analysis.Matching;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Analysis.Periodicity;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The matched filter: occurrences of a template, and as large, in noise whose neighbouring values are related (Turin 1960). Series and
/// template pass an autoregression that makes the noise white, and the product of both is in deviations of the noise: the signal-to-noise
/// ratio.
/// </summary>
public sealed class MatchedFilter : AnomalyDetector
{
    private const int MostLags = 20;
    private const double Rounding = 1e-9;

    private static readonly Setting<MatchedFilter, IReadOnlyList<double>> _pattern =
        new("template", Kind.List(Kind.Number(), "numbers"), filter => filter._template, "Values of the template.")
        { IsRequired = true, Example = "template: [0, 1, 4, 1, 0]" };

    private readonly double[] _template;

    /// <summary>Creates the filter.</summary>
    /// <param name="template">The template, at least 3 values, not all the same.</param>
    public MatchedFilter(IReadOnlyList<double> template)
    {
        ArgumentNullException.ThrowIfNull(template);
        _template = [.. template];
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "matched-filter", typeof(MatchedFilter), "Occurrences of a template in noise, by their signal-to-noise ratio.", [_pattern],
        values => new MatchedFilter(values.Get(_pattern)))
    {
        Formula = "⟨A·h, A·y_t⟩ / (‖A·h‖·σ), A whitens the noise",
        Example = "matched-filter: {template: [0, 1, 4, 1, 0]}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] coefficients = Autoregression(MissingValues.Interpolate(series.Values));
        RobustScale scale = RobustScale.Of(Product(series));
        double least = Rounding * RobustScale.Size(series.Values);
        return scored =>
        {
            double[] product = Product(scored);
            return new RawScores([.. scored.Values.Select((_, row) => row < product.Length ? Ratio(product[row]) : double.NaN)])
            {
                Unit = "signal-to-noise ratio",
                PatternLength = _template.Length,
                MinThreshold = RobustScale.LeastUnusual,
                Notes = [$"The noise is made white by an autoregression of order {coefficients.Length}."],
            };
        };

        double Ratio(double product) => scale.Spread > least ? Math.Max(0, (product - scale.Centre) / scale.Spread) : 0;

        double[] Product(ObservedSeries of)
        {
            double[] filled = MissingValues.Interpolate(of.Values);
            SeriesChecks.RequireLength(filled.Length, _template.Length, "A series that is searched for a template");
            double middle = filled.Median();
            return SlidingCorrelation.Product(
                Whitened([.. filled.Select(value => value - middle)], coefficients, isWhole: false),
                Whitened(_template, coefficients, isWhole: true));
        }
    }

    /// <summary>Each value without what those before it tell.</summary>
    /// <param name="values">The values.</param>
    /// <param name="coefficients">The autoregression.</param>
    /// <param name="isWhole">Whether there is nothing before the first value, as of a template; else nothing is known of it.</param>
    private static double[] Whitened(double[] values, double[] coefficients, bool isWhole) =>
    [
        .. values.Select((value, row) =>
        {
            for (int lag = 1; lag <= Math.Min(row, coefficients.Length); lag++)
            {
                value -= coefficients[lag - 1] * values[row - lag];
            }

            return isWhole || row >= coefficients.Length ? value : 0;
        }),
    ];

    /// <summary>The coefficients of an autoregression by Levinson and Durbin's recursion over the autocorrelations.</summary>
    private static double[] Autoregression(double[] values)
    {
        int order = Math.Min(MostLags, (int)(10 * Math.Log10(values.Length)) / 2);
        if (SeriesChecks.IsConstant(values) || order >= values.Length / 2)
        {
            return [];
        }

        double[] correlations = Autocorrelation.Raw(values, order), coefficients = new double[order];
        double error = 1;
        for (int lag = 1; lag <= order && error > 1e-9; lag++)
        {
            double rest = correlations[lag];
            for (int k = 1; k < lag; k++)
            {
                rest -= coefficients[k - 1] * correlations[lag - k];
            }

            double partial = rest / error;
            double[] before = [.. coefficients];
            coefficients[lag - 1] = partial;
            for (int k = 1; k < lag; k++)
            {
                coefficients[k - 1] = before[k - 1] - (partial * before[lag - k - 1]);
            }

            error *= 1 - (partial * partial);
        }

        return coefficients;
    }
}
