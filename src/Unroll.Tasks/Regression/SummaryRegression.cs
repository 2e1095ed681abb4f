using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Regression;

/// <summary>
/// The linear baseline: ridge regression, in double precision, on the mean, the last value and the slope of each prepared channel and on
/// static covariates. Features are standardized by the training part, the penalty is 1, the intercept is free.
/// </summary>
internal sealed class SummaryRegression
{
    private const double Penalty = 1;

    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[][] _weights;

    private SummaryRegression(double[] means, double[] deviations, double[][] weights) =>
        (_means, _deviations, _weights) = (means, deviations, weights);

    /// <summary>Fits the model.</summary>
    /// <param name="series">The training part, prepared.</param>
    /// <param name="targets">The targets of each series.</param>
    public static SummaryRegression Fit(SeriesSet series, IReadOnlyList<double[]> targets)
    {
        double[][] rows = [.. series.Items.Select(Summarize)];
        int width = rows[0].Length;
        double[] means = new double[width], deviations = new double[width];
        for (int i = 0; i < width; i++)
        {
            means[i] = rows.Average(row => row[i]);
            double deviation = Math.Sqrt(rows.Average(row => (row[i] - means[i]) * (row[i] - means[i])));
            deviations[i] = deviation > 1e-12 * Math.Max(1, Math.Abs(means[i])) ? deviation : 1;
        }

        double[][] scaled = [.. rows.Select(row => row.Select((value, i) => (value - means[i]) / deviations[i]).ToArray())];
        double[,] gram = new double[width, width];
        foreach (double[] row in scaled)
        {
            for (int i = 0; i < width; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    gram[i, j] += row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < width; i++)
        {
            gram[i, i] += Penalty;
        }

        Factorize(gram, width);
        return new(means, deviations,
            [.. Enumerable.Range(0, targets[0].Length)
                .Select(target => Weights(gram, scaled, [.. targets.Select(values => values[target])]))]);
    }

    /// <summary>The prediction of each target of a series.</summary>
    /// <param name="item">The series, prepared.</param>
    public double[] Predict(SeriesItem item)
    {
        double[] features = Summarize(item);
        return [.. _weights.Select(
            weights => weights[^1] + features.Select((value, i) => weights[i] * (value - _means[i]) / _deviations[i]).Sum())];
    }

    public JsonObject ToJson() => new()
    {
        ["means"] = Numbers(_means),
        ["deviations"] = Numbers(_deviations),
        ["weights"] = new JsonArray([.. _weights.Select(weights => (JsonNode)Numbers(weights))]),
    };

    public static SummaryRegression FromJson(JsonNode json) =>
        new(Numbers(json["means"]!), Numbers(json["deviations"]!), [.. json["weights"]!.AsArray().Select(weights => Numbers(weights!))]);

    /// <summary>Mean, last value and slope of each column, then the static covariates.</summary>
    private static double[] Summarize(SeriesItem item)
    {
        List<double> features = [];
        foreach (string name in item.Frame.ColumnNames)
        {
            ReadOnlySpan<double> values = item.Frame.Column(name);
            double mean = 0, last = 0, along = 0, squares = 0, middle = (values.Length - 1) / 2.0;
            foreach (double value in values)
            {
                mean += value / values.Length;
            }

            for (int i = 0; i < values.Length; i++)
            {
                along += (i - middle) * (values[i] - mean);
                squares += (i - middle) * (i - middle);
                last = values[i];
            }

            features.AddRange([mean, last, squares > 0 ? along / squares : 0]);
        }

        features.AddRange(item.StaticCovariates);
        return [.. features.Select(value => double.IsFinite(value) ? value : 0)];
    }

    /// <summary>The lower Cholesky factor in place of a symmetric matrix, which is positive definite by its penalty.</summary>
    private static void Factorize(double[,] matrix, int width)
    {
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }
    }

    /// <summary>The weights of a target, and behind them its intercept.</summary>
    private static double[] Weights(double[,] factor, double[][] features, double[] target)
    {
        int width = features[0].Length;
        double intercept = target.Average();
        double[] weights = new double[width + 1];
        for (int i = 0; i < width; i++)
        {
            weights[i] = features.Select((row, sample) => row[i] * (target[sample] - intercept)).Sum();
            for (int k = 0; k < i; k++)
            {
                weights[i] -= factor[i, k] * weights[k];
            }

            weights[i] /= factor[i, i];
        }

        for (int i = width - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < width; k++)
            {
                weights[i] -= factor[k, i] * weights[k];
            }

            weights[i] /= factor[i, i];
        }

        weights[width] = intercept;
        return weights;
    }

    private static JsonArray Numbers(double[] values) => new([.. values.Select(value => (JsonNode)value)]);

    private static double[] Numbers(JsonNode json) => [.. json.AsArray().Select(value => value!.GetValue<double>())];
}
