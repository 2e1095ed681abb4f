using Unroll.Series.DataSets;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Samples;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Running;

/// <summary>Reads the data of a recipe from wherever they are: a file, a data set of the catalogue, a database.</summary>
internal sealed class RecipeData(RunnerOptions options, RunProgress progress, CancellationToken cancellationToken = default)
{
    /// <summary>Reads the data of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="file">A file in the place of the recipe's data; null for those.</param>
    /// <exception cref="InputException">The data cannot be read, or the recipe names none.</exception>
    public TaskData Read(Recipe recipe, string? file) => new(file is null ? ReadSource(recipe) : ReadFile(recipe, file), ReadTest(recipe));

    /// <summary>Reads a file by a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <param name="labels">The file with the labels of images, or null.</param>
    public SeriesSet ReadFile(Recipe recipe, string path, string? labels = null)
    {
        progress.OnReading(path);
        return labels is null
            ? SpooledInput.Read(path, file => RecipeSeries.ReadFile(recipe, file, null, cancellationToken), cancellationToken)
            : SpooledInput.Read(
                labels,
                names => SpooledInput.Read(path, file => RecipeSeries.ReadFile(recipe, file, names, cancellationToken), cancellationToken),
                cancellationToken);
    }

    /// <summary>Reads a file that is to be predicted for.</summary>
    /// <param name="learner">What predicts.</param>
    /// <param name="path">The file.</param>
    public SeriesSet ReadUnlabelled(Learner learner, string path)
    {
        progress.OnReading(path);
        return SpooledInput.Read(
            path,
            file => RecipeSeries.ReadUnlabelled(learner.Recipe, learner.Learned.Columns, file, cancellationToken),
            cancellationToken);
    }

    private SeriesSet ReadSource(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        if (data.Dataset is { } name)
        {
            return ReadDataSet(recipe, DataCatalogue.Find(name));
        }

        if (data.Database is { } database)
        {
            DatabaseQuery query = new(database.Provider, database.Connection, database.Query) { Folder = recipe.Folder };
            progress.OnReading(query.ToString());
            if (Secrets.Mask(query.Connection) != query.Connection)
            {
                progress.OnNotice(
                    "The connection has a password in it, which is not kept in the run folder. Give it as ${NAME}, by an environment "
                    + "variable, so that the run can go on if it is stopped.");
            }

            return RecipeSeries.ReadQuery(recipe, query, options.OpenDatabase);
        }

        return data.File is { } file
            ? ReadFile(recipe, PathOf(recipe, file), Labels(recipe))
            : throw new InputException(
                $"The recipe {recipe.Name} names no data: give data.dataset, data.file or data.database in it, or a file (--data FILE).");
    }

    private SeriesSet ReadDataSet(Recipe recipe, DataSet dataSet)
    {
        if (dataSet != DataCatalogue.Sample)
        {
            return ReadFile(recipe, options.DataSetFile(dataSet), Labels(recipe));
        }

        progress.OnReading(dataSet.Name);
        return SeriesSet.Of(DailyLoadSample.Create());
    }

    /// <summary>The series of the test part, where they have a file of their own; null where they are among the others.</summary>
    private SeriesSet? ReadTest(Recipe recipe) => recipe.Data switch
    {
        { TestDataset: { } name } => ReadFile(recipe, options.DataSetFile(DataCatalogue.Find(name)), TestLabels(recipe)),
        { TestFile: { } file } => ReadFile(recipe, PathOf(recipe, file), TestLabels(recipe)),
        _ => null,
    };

    private string? Labels(Recipe recipe) => Labels(recipe, recipe.Data.LabelsDataset, recipe.Data.Labels);

    private string? TestLabels(Recipe recipe) => Labels(recipe, recipe.Data.TestLabelsDataset, recipe.Data.TestLabels);

    private string? Labels(Recipe recipe, string? dataSet, string? file) =>
        dataSet is not null ? options.DataSetFile(DataCatalogue.Find(dataSet)) : file is not null ? PathOf(recipe, file) : null;

    private static string PathOf(Recipe recipe, string file) =>
        file == SpooledInput.StandardInput ? file : Path.Combine(recipe.Folder, file);
}
