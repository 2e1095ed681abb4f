using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>The recipe that tests of classical models share: three days ahead by two weeks of a small series.</summary>
internal static class SmallForecast
{
    /// <summary>A network that trains in no time, where a recipe needs one.</summary>
    public const string Network = "model: [flatten, {dense: 3}]\ntrain: {epochs: 2, seed: 3}\n";

    /// <summary>The recipe without its model.</summary>
    /// <param name="data">Entries of its data after the target, each with a comma before it.</param>
    /// <param name="sections">Sections of its own, each with a line break behind it.</param>
    public static string Recipe(string data = "", string sections = "") => $$"""
        name: small
        data: {file: small.csv, target: load{{data}}}
        window: {length: 14, horizon: 3}
        split: {train: 0.6, validation: 0.2, test: 0.2}

        """ + sections;

    /// <summary>The forecaster of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Forecaster Create(string recipe) => Forecaster.Create(RecipeReader.Parse(recipe, "small.yaml"));
}
