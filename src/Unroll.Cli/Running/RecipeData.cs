using Unroll.Cli.Databases;
using Unroll.Cli.Display;
using Unroll.Series.DataSets;
using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Running;

/// <summary>Reads the series that a recipe is about.</summary>
internal static class RecipeData
{
    /// <summary>Reads the file that the user named, or else the recipe's data set, database or file.</summary>
    internal static SeriesSet Load(CliHost host, Screen screen, Recipe recipe, string? dataFile)
    {
        if (dataFile is not null)
        {
            return Read(dataFile, recipe);
        }

        DataRecipe data = recipe.Data;
        if (data.Dataset is { } name)
        {
            DataSet dataSet = DataCatalogue.Find(name);
            return dataSet == DataCatalogue.Sample
                ? SeriesSet.Of(SampleFile.Generate())
                : RecipeSeries.ReadFile(recipe, DataSetFetcher.Get(host, screen, dataSet), Labels(host, screen, recipe));
        }

        if (data.Postgres is not null)
        {
            return RecipeSeries.ReadQuery(recipe, DbProviders.Opener(host.Variable));
        }

        return data.File is { } file
            ? RecipeSeries.ReadFile(recipe, Path.Combine(recipe.Folder, file), Labels(host, screen, recipe))
            : throw new InputException($"The recipe {recipe.Name} names no data: give data.dataset, data.file or data.postgres in it, or --data FILE.");
    }

    /// <summary>Reads the series of the test part, where they have a file of their own; null where they are among the others.</summary>
    internal static SeriesSet? LoadTest(CliHost host, Screen screen, Recipe recipe)
    {
        if (recipe.Data.TestDataset is { } name)
        {
            return RecipeSeries.ReadFile(recipe, DataSetFetcher.Get(host, screen, DataCatalogue.Find(name)));
        }

        return recipe.Data.TestFile is { } file ? Read(Path.Combine(recipe.Folder, file), recipe) : null;
    }

    /// <summary>Reads a file as the recipe says.</summary>
    internal static SeriesSet Read(string path, Recipe recipe) => RecipeSeries.ReadFile(recipe, path);

    /// <summary>Reads a file whose classes need not be known: its class column may be missing.</summary>
    internal static SeriesSet ReadUnlabelled(string path, Recipe recipe)
    {
        bool lacks = recipe.Data.Class is { } label && !HasColumn(path, label);
        return Read(path, lacks ? recipe with { Data = recipe.Data with { Class = null } } : recipe);
    }

    private static bool HasColumn(string path, string column) =>
        File.Exists(path) && (File.ReadLines(path).FirstOrDefault() ?? "").Split(',', ';', '\t', '|').Any(cell => cell.Trim().Trim('"', '\uFEFF') == column);

    private static string? Labels(CliHost host, Screen screen, Recipe recipe)
    {
        if (recipe.Data.LabelsDataset is { } name)
        {
            return DataSetFetcher.Get(host, screen, DataCatalogue.Find(name));
        }

        return recipe.Data.Labels is { } file ? Path.Combine(recipe.Folder, file) : null;
    }
}
