using System.Numerics.Tensors;
using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Matching;

/// <summary>A template against each stretch of a series that is as long.</summary>
public static class SlidingCorrelation
{
    private const int FewestRows = 3;

    /// <summary>
    /// The normalised cross-correlation: Pearson's correlation of the template with each window, whatever the window's level and size.
    /// </summary>
    /// <param name="values">The series; missing values as NaN.</param>
    /// <param name="template">The template, at least 3 values, not all the same.</param>
    /// <returns>
    /// A correlation from −1 to 1 for each window by its first row; NaN of windows with a missing or infinite value, 0 of constant ones.
    /// </returns>
    /// <exception cref="InputException">The template is too short, constant, or has missing values, or the series is shorter.</exception>
    public static double[] Normalized(double[] values, double[] template)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] pattern = Centered(template, values);
        WindowStatistics windows = new(values, pattern.Length);
        double norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(pattern));
        double[] correlations = new double[windows.Count];
        Workers.For(correlations.Length, row =>
        {
            if (windows.IsVoid[row] || windows.IsConstant[row])
            {
                correlations[row] = windows.IsVoid[row] ? double.NaN : 0;
                return;
            }

            // Both deviations are from their means: an offset of the series would leave its rounding in the product.
            double product = 0, mean = windows.Means[row];
            for (int k = 0; k < pattern.Length; k++)
            {
                product += pattern[k] * (windows.Values[row + k] - mean);
            }

            correlations[row] = Math.Clamp(product / (norm * windows.Norms[row]), -1, 1);
        });
        return correlations;
    }

    /// <summary>The product of the template, brought to mean 0 and length 1, with each window: how much of it the window has.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="template">The template, at least 3 values, not all the same.</param>
    /// <returns>A product for each window by its first row.</returns>
    /// <exception cref="InputException">
    /// The template is too short, constant, or has missing values, or the series is shorter or has gaps.
    /// </exception>
    public static double[] Product(double[] values, double[] template)
    {
        ArgumentNullException.ThrowIfNull(values);
        SeriesChecks.RequireComplete(values, "A matched filter");
        SeriesChecks.RequireSquares(values);
        double[] pattern = Centered(template, values);
        TensorPrimitives.Divide(pattern, Math.Sqrt(TensorPrimitives.SumOfSquares<double>(pattern)), pattern);
        double middle = values.Length > 0 ? values.Median() : 0;
        double[] centred = [.. values.Select(value => value - middle)], products = new double[values.Length - pattern.Length + 1];
        Workers.For(products.Length, row =>
            products[row] = TensorPrimitives.Dot<double>(pattern, centred.AsSpan(row, pattern.Length)));
        return products;
    }

    private static double[] Centered(double[] template, double[] values)
    {
        ArgumentNullException.ThrowIfNull(template);
        SeriesChecks.RequireComplete(template, "A template");
        SeriesChecks.RequireSquares(template);
        SeriesChecks.RequireLength(template.Length, FewestRows, "A template");
        SeriesChecks.RequireLength(values.Length, template.Length, "A series that is searched for a template");
        if (SeriesChecks.IsConstant(template))
        {
            throw new InputException(FormattableString.Invariant(
                $"All {CountFormatter.Format(template.Length, "values")} of the template are {template[0]}: give one that varies."));
        }

        double mean = template.Average();
        return [.. template.Select(value => value - mean)];
    }
}
