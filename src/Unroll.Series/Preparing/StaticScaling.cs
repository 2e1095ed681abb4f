using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The scaling of static covariates (age, place) to mean 0 and deviation 1 of the training part. A missing value becomes the mean, which is
/// then 0. A categorical covariate is one-hot encoded, <c>place=north</c>; only categories of the training part count, and any other is
/// none of them.
/// </summary>
/// <param name="Names">The static covariates that the network sees.</param>
/// <param name="Means">Mean of each in the training part.</param>
/// <param name="Deviations">Standard deviation of each there; 1 where it is 0.</param>
internal sealed record StaticScaling(IReadOnlyList<string> Names, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Fits means and deviations on the training part.</summary>
    /// <param name="training">The training part.</param>
    /// <param name="without">Columns that only identify groups, and are dropped.</param>
    public static StaticScaling Fit(SeriesSet training, IReadOnlyList<string> without)
    {
        // Columns as they come, but the categories of each in sorted order: which of them a file has first may be up to a test series.
        string[] names =
        [
            .. training.StaticNames
                .Where((name, at) =>
                    !without.Contains(name)
                    && (StaticCategories.ColumnOf(name) is not { } column
                        || (!without.Contains(column) && training.Items.Any(item => item.StaticCovariates[at] > 0))))
                .GroupBy(name => StaticCategories.ColumnOf(name) ?? name, StringComparer.Ordinal)
                .SelectMany(texts => texts.Order(StringComparer.Ordinal)),
        ];
        double[] means = new double[names.Length], deviations = new double[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int at = training.StaticNames.ToList().IndexOf(names[i]);
            double[] known = [.. training.Items.Select(item => item.StaticCovariates[at]).Where(double.IsFinite)];
            means[i] = known.Length == 0 ? 0 : known.Average();
            double variance = known.Length == 0 ? 0 : known.Average(value => (value - means[i]) * (value - means[i]));
            deviations[i] = variance > 0 ? Math.Sqrt(variance) : 1;
        }

        return new StaticScaling(names, means, deviations);
    }

    /// <summary>The set with its static covariates chosen and scaled.</summary>
    /// <exception cref="InputException">A static column is missing.</exception>
    public SeriesSet Transform(SeriesSet series)
    {
        Func<SeriesItem, double>[] values = [.. Names.Select(name => StaticCategories.Find(series, name)
            ?? throw new InputException(
                $"The network was trained with the static column '{StaticCategories.ColumnOf(name) ?? name}', which the series do not " +
                "have: give it."))];
        return new SeriesSet(
            [.. series.Items.Select(item => item with { StaticCovariates = Scale(item, values) })], Names, series.ClassNames);
    }

    public JsonObject ToJson() =>
        new() { ["names"] = StepJson.Texts(Names), ["means"] = StepJson.Numbers(Means), ["deviations"] = StepJson.Numbers(Deviations) };

    public static StaticScaling FromJson(JsonObject json) =>
        new(json.TextList("names"), json.NumberList("means"), json.NumberList("deviations"));

    private double[] Scale(SeriesItem item, Func<SeriesItem, double>[] values)
    {
        double[] scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            double value = values[i](item);
            scaled[i] = double.IsFinite(value) ? (value - Means[i]) / Deviations[i] : 0;
        }

        return scaled;
    }
}
