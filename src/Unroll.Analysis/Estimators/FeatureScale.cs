using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Centres features, and divides them by their standard deviations where that is wanted.</summary>
internal sealed class FeatureScale
{
    private const double LargestSingle = 1e15;
    private const double LeastSingle = 1e-15;

    /// <summary>The share of a spread in the size below which single precision keeps less than four digits of it.</summary>
    private const double SingleShare = 1e-4;

    private FeatureScale(double[] means, double[] scales) => (Means, Scales) = (means, scales);

    /// <summary>The mean of each feature.</summary>
    public double[] Means { get; }

    /// <summary>The divisor of each feature; 1 for a constant.</summary>
    public double[] Scales { get; }

    /// <summary>The scale of rows.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="isStandardized">Whether features are divided by their standard deviations.</param>
    /// <param name="isCentered">Whether their means are taken off.</param>
    public static FeatureScale Of(double[][] rows, bool isStandardized, bool isCentered = true)
    {
        int columns = rows[0].Length;
        double[] means = new double[columns], scales = new double[columns];
        Array.Fill(scales, 1);
        if (isCentered || isStandardized)
        {
            foreach (double[] row in rows)
            {
                for (int j = 0; j < columns; j++)
                {
                    means[j] += row[j] / rows.Length;
                }
            }
        }

        if (isStandardized)
        {
            Array.Clear(scales);
            foreach (double[] row in rows)
            {
                for (int j = 0; j < columns; j++)
                {
                    scales[j] += (row[j] - means[j]) * (row[j] - means[j]) / rows.Length;
                }
            }

            for (int j = 0; j < columns; j++)
            {
                // What is left of a constant by rounding is no deviation.
                double deviation = Math.Sqrt(scales[j]);
                scales[j] = deviation > 1e-12 * Math.Abs(means[j]) && deviation > 0 ? deviation : 1;
            }
        }

        return new FeatureScale(isCentered ? means : new double[columns], scales);
    }

    /// <summary>
    /// The scale with which rows keep what they tell when they are turned into single precision: of features that are beyond its range, or
    /// that differ by too little beside their size; others stay as they are. Null where all do.
    /// </summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="columns">Features of a row; channels of a step where rows are series.</param>
    public static FeatureScale? ForSingle(double[][] rows, int columns)
    {
        double[] means = new double[columns], scales = new double[columns];
        Array.Fill(scales, 1);
        bool isNeeded = false;
        for (int column = 0; column < columns; column++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (double[] row in rows)
            {
                for (int j = column; j < row.Length; j += columns)
                {
                    (low, high) = (Math.Min(low, row[j]), Math.Max(high, row[j]));
                }
            }

            double spread = high - low, size = Math.Max(Math.Abs(low), Math.Abs(high));
            if (spread > 0 && spread < SingleShare * size)
            {
                (means[column], scales[column], isNeeded) = (low + (spread / 2), spread / 2, true);
            }
            else if (size > LargestSingle || (spread > 0 && spread < LeastSingle))
            {
                (scales[column], isNeeded) = (size, true);
            }
        }

        return isNeeded ? new FeatureScale(means, scales) : null;
    }

    /// <summary>Takes up a scale that was saved.</summary>
    public static FeatureScale Load(JsonNode? json) =>
        new(SavedEstimator.Numbers(json!["means"]), SavedEstimator.Numbers(json["scales"]));

    /// <summary>The scale as JSON.</summary>
    public JsonObject Save() => new() { ["means"] = SavedEstimator.Numbers(Means), ["scales"] = SavedEstimator.Numbers(Scales) };

    /// <summary>Scales rows; those given stay as they are.</summary>
    /// <param name="rows">The rows.</param>
    public double[][] Apply(double[][] rows) => [.. rows.Select(Apply)];

    /// <summary>Scales a row.</summary>
    /// <param name="row">The row: features, or a series whose steps have as many channels as there are means.</param>
    public double[] Apply(double[] row)
    {
        double[] scaled = new double[row.Length];
        for (int j = 0; j < row.Length; j++)
        {
            int column = j % Means.Length;
            scaled[j] = (row[j] - Means[column]) / Scales[column];
        }

        return scaled;
    }
}
