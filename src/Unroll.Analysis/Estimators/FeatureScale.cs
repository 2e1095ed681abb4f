using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Centres features, and divides them by their standard deviations where that is wanted.</summary>
internal sealed class FeatureScale
{
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

    /// <summary>Takes up a scale that was saved.</summary>
    public static FeatureScale Load(JsonNode? json) =>
        new(SavedEstimator.Numbers(json!["means"]), SavedEstimator.Numbers(json["scales"]));

    /// <summary>The scale as JSON.</summary>
    public JsonObject Save() => new() { ["means"] = SavedEstimator.Numbers(Means), ["scales"] = SavedEstimator.Numbers(Scales) };

    /// <summary>Scales rows; those given stay as they are.</summary>
    /// <param name="rows">The rows.</param>
    public double[][] Apply(double[][] rows) => [.. rows.Select(Apply)];

    /// <summary>Scales a row.</summary>
    /// <param name="row">The row.</param>
    public double[] Apply(double[] row)
    {
        double[] scaled = new double[row.Length];
        for (int j = 0; j < row.Length; j++)
        {
            scaled[j] = (row[j] - Means[j]) / Scales[j];
        }

        return scaled;
    }
}
