using Unroll.Cli.Display;
using Unroll.Series.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Running;

/// <summary>Reads the series that a recipe is about.</summary>
internal static class RecipeData
{
    /// <summary>Reads the file that the user named, or else the recipe's file or data set.</summary>
    internal static SeriesSet Load(CliHost host, Screen screen, Recipe recipe, string? dataFile)
    {
        if (dataFile is not null)
        {
            return Read(dataFile, recipe);
        }

        if (recipe.Data.Dataset is { } name)
        {
            DataSet dataSet = DataCatalogue.Find(name);
            return dataSet == DataCatalogue.Sample ? SeriesSet.Of(SampleFile.Generate()) : Read(DataSets.Get(host, screen, dataSet), recipe);
        }

        return recipe.Data.File is { } file
            ? Read(Path.Combine(recipe.Folder, file), recipe)
            : throw new InputException($"The recipe {recipe.Name} names no data: give data.dataset or data.file in it, or --data FILE.");
    }

    /// <summary>Reads the columns that a recipe needs from a CSV file.</summary>
    internal static SeriesSet Read(string path, Recipe recipe) =>
        SeriesSet.Of(CsvFrameReader.Read(path, new CsvFrameOptions { TimeColumn = recipe.Data.Time, Columns = recipe.RequiredColumns }));
}
