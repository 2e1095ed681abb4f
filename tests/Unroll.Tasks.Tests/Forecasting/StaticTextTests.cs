using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Static columns of texts, where another file has other texts than the one that was learned from.</summary>
public sealed class StaticTextTests
{
    private const string Shops = "{file: shops.csv, target: load, id: shop, time: time, static-covariates: [place]}";

    [Fact]
    public void A_file_without_some_of_the_texts_is_forecast_as_with_them()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeries.Recipe(data: Shops, train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        forecaster.Fit(Read(folder, recipe, "north", "south", "west"));

        IReadOnlyList<SeriesForecast> all = forecaster.Forecast(Read(folder, recipe, "north", "south", "west"), 1);
        IReadOnlyList<SeriesForecast> south = forecaster.Forecast(Read(folder, recipe, "south", "south", "south"), 1);
        IReadOnlyList<SeriesForecast> strange = forecaster.Forecast(Read(folder, recipe, "east", "south", "north"), 1);
        IReadOnlyList<SeriesForecast> missing = forecaster.Forecast(Read(folder, recipe, "", "", ""), 1);

        Assert.Equal(["load", "place=north", "place=south", "place=west"], forecaster.InputNames);
        Assert.Equal(all[1].Points, south[1].Points);
        Assert.Equal(all[1].Points, strange[1].Points);

        // Which texts a file has does not change what a series is: what is not known, or is none of those learned, is no other one.
        Assert.NotEqual(all[0].Points, strange[0].Points);
        Assert.NotEqual(all[0].Points, south[0].Points);
        Assert.NotEqual(all[1].Points, missing[1].Points);
        Assert.True(double.IsFinite(missing[0].Points[0].Value));
    }

    [Fact]
    public void Texts_of_test_series_alone_are_no_inputs_and_groups_of_texts_stay_together()
    {
        using TemporaryFolder folder = new();
        string[] places = ["north", "south", "west", "east", "north", "south", "west", "east"];
        Recipe recipe = SmallSeries.Recipe(
            data: Shops, split: "{by: group, train: 0.5, validation: 0.25, test: 0.25}", train: "{epochs: 1}");
        Recipe grouped = SmallSeries.Recipe(
            data: Shops, split: "{by: group, group: place, train: 0.5, validation: 0.25, test: 0.25}", train: "{epochs: 1}");
        SeriesSet series = Read(folder, recipe, places);

        ForecastPlan plan = ForecastPlan.Of(recipe, series).First();
        ForecastPlan byPlace = ForecastPlan.Of(grouped, series).First();

        Assert.Equal(Places(plan.TrainingWindows, places).Select(place => $"place={place}").Order(),
            plan.TrainingWindows.FeatureNames.Skip(1).Order());
        Assert.Equal(["load"], byPlace.TrainingWindows.FeatureNames);
        Assert.Equal(2, Places(byPlace.TrainingWindows, places).Count);
        Assert.Equal(4, byPlace.Windows.Sum(part => Places(part.Value, places).Count));
    }

    private static HashSet<string> Places(SeriesWindows windows, string[] places) =>
        [.. Enumerable.Range(0, windows.Count).Select(
            sample => places[int.Parse(windows.Series(windows.SeriesOf(sample)).Id, System.Globalization.CultureInfo.InvariantCulture)])];

    /// <summary>Shops 0, 1, … of these places, 60 days each.</summary>
    private static SeriesSet Read(TemporaryFolder folder, Recipe recipe, params string[] places)
    {
        string path = Path.Combine(folder.Path, "shops.csv");
        File.WriteAllLines(path, places.SelectMany((place, shop) => Enumerable.Range(0, 60).Select(day =>
            FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{shop},{place},{(10 * shop) + (day % 7)}")))
                .Prepend("time,shop,place,load"));
        return RecipeSeries.ReadFile(recipe, path);
    }
}
