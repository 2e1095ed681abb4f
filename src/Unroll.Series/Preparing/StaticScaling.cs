using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The scaling of static covariates (age, place) to mean 0 and deviation 1 of the training part. A missing value becomes the mean, which is
/// then 0. A categorical covariate is one-hot encoded, <c>place=north</c>; only categories of the training part count, and any other is
/// none of them.
/// </summary>
/// <param name="Names">The static covariates that the network sees.</param>
/// <param name="Scalers">The scaler of each, as fitted in the training part.</param>
internal sealed record StaticScaling(IReadOnlyList<string> Names, IReadOnlyList<Scaler> Scalers)
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
        return new StaticScaling(names, [.. names.Select(name =>
        {
            int at = training.StaticNames.ToList().IndexOf(name);
            double[] known = [.. training.Items.Select(item => item.StaticCovariates[at]).Where(double.IsFinite)];
            return Scaler.Fit(known.Length == 0 ? ScaleMethod.None : ScaleMethod.Standard, known);
        })]);
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

    public JsonObject ToJson() => new()
    {
        ["names"] = StepJson.Texts(Names),
        ["scalers"] = new JsonArray([.. Scalers.Select(scaler => (JsonNode)StepJson.Numbers(scaler.ToNumbers()))]),
    };

    public static StaticScaling FromJson(JsonObject json) => new(
        json.TextList("names"),
        [.. json.Need("scalers").AsArray().Select(scaler => Scaler.FromNumbers(StepJson.ReadNumbers(scaler!)))]);

    private double[] Scale(SeriesItem item, Func<SeriesItem, double>[] values) => [.. values.Zip(Scalers,
        (value, scaler) => value(item) is var given && double.IsFinite(given) ? scaler.Transform(given) : 0)];
}
