namespace Unroll.Tasks.Forecasting;

/// <summary>Scaling of what does not change over time: to mean 0 and deviation 1 over the series that are learned from.</summary>
/// <param name="Means">Mean of each static column.</param>
/// <param name="Deviations">Standard deviation of each; 1 where there is none.</param>
internal sealed record StaticScaling(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Learns from the static values of the training series.</summary>
    public static StaticScaling Fit(IReadOnlyList<IReadOnlyList<float>> statics, IReadOnlyList<string> names)
    {
        double[] means = new double[names.Count];
        double[] deviations = new double[names.Count];
        for (int j = 0; j < names.Count; j++)
        {
            double[] known = [.. statics.Select(values => (double)values[j]).Where(double.IsFinite)];
            if (known.Length == 0)
            {
                throw new InputException($"No series of the training part has a value of the static column '{names[j]}': leave it out of data.statics.");
            }

            double mean = known.Average();
            double deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
            (means[j], deviations[j]) = (mean, deviation > 0 ? deviation : 1);
        }

        return new StaticScaling(means, deviations);
    }

    /// <summary>Scales the static values of a series.</summary>
    /// <exception cref="InputException">One is missing.</exception>
    public IReadOnlyList<float> Transform(IReadOnlyList<float> statics, IReadOnlyList<string> names, string id)
    {
        float[] scaled = new float[statics.Count];
        for (int j = 0; j < scaled.Length; j++)
        {
            scaled[j] = float.IsNaN(statics[j])
                ? throw new InputException($"Series '{id}' has no value of the static column '{names[j]}': give one, or leave the column out of data.statics.")
                : (float)((statics[j] - Means[j]) / Deviations[j]);
        }

        return scaled;
    }
}
