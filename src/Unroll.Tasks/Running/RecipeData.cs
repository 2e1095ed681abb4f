using Unroll.Catalogue;
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
    private const int MostBeside = 1000;

    private readonly SpoolOptions _pipes = new()
    {
        Limit = options.PipeLimit,
        OnNotice = progress.OnNotice,
        CancellationToken = cancellationToken,
    };

    /// <summary>Reads the data of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="file">A file in the place of the recipe's data; null for those.</param>
    /// <exception cref="InputException">The data cannot be read, or the recipe names none.</exception>
    public TaskData Read(Recipe recipe, string? file) => recipe.Locate(
        () => new TaskData(
            file is null ? ReadSource(recipe) : ReadFile(recipe, file, recipe.Task.ReadsPairs ? Beside(recipe) : null), ReadTest(recipe),
            ReadValidation(recipe)));

    /// <summary>Reads a file by a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <param name="labels">The file with the labels of images, or null.</param>
    public SeriesSet ReadFile(Recipe recipe, string path, string? labels = null)
    {
        progress.OnReading(path);
        return labels is null
            ? SpooledInput.Read(path, file => RecipeSeries.ReadFile(recipe, file, null, cancellationToken), _pipes)
            : SpooledInput.Read(
                labels,
                names => SpooledInput.Read(path, file => RecipeSeries.ReadFile(recipe, file, names, cancellationToken), _pipes),
                _pipes);
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
            _pipes);
    }

    private SeriesSet ReadSource(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        if (data.Dataset is { } name)
        {
            return ReadDataSet(recipe, DataSetOf(recipe, "data.dataset", name));
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

            // A server may take long to answer, and does not look at the token.
            return Interruptible.Run(
                () => RecipeSeries.ReadQuery(recipe, query, options.OpenDatabase, cancellationToken), cancellationToken);
        }

        if (data.Folder is { } folder)
        {
            string path = Path.Combine(recipe.Folder, folder);
            return FolderReader.IsFolder(path) || File.Exists(path) ? ReadFile(recipe, path)
                : throw recipe.Error(
                    "data.folder", $"there is no folder {path}. Give its path, relative to the recipe, or a glob such as "
                        + "recordings/*.wav.");
        }

        return data.File is { } file
            ? ReadFile(recipe, PathOf(recipe, "data.file", file), Beside(recipe))
            : throw recipe.Error("data", "names no data. Give dataset, file, folder or database in it, or a file (--data FILE).");
    }

    private SeriesSet ReadDataSet(Recipe recipe, DataSet dataSet)
    {
        if (dataSet != DataCatalogue.Sample)
        {
            return ReadFile(recipe, options.DataSetFile(dataSet), Beside(recipe));
        }

        progress.OnReading(dataSet.Name);
        return SeriesSet.Of(DailyLoadSample.Create());
    }

    /// <summary>The series of the test part, where they have a file of their own; null where they are among the others.</summary>
    private SeriesSet? ReadTest(Recipe recipe) =>
        FileOf(recipe, "test-dataset", recipe.Data.TestDataset, "test-file", recipe.Data.TestFile) is { } file
            ? ReadFile(recipe, file, TestBeside(recipe)) : null;

    private SeriesSet? ReadValidation(Recipe recipe) =>
        FileOf(recipe, "validation-dataset", recipe.Data.ValidationDataset, "validation-file", recipe.Data.ValidationFile) is { } file
            ? ReadFile(
                recipe, file, FileOf(
                    recipe, "validation-target-dataset", recipe.Data.ValidationTargetDataset, "validation-target-file",
                    recipe.Data.ValidationTargetFile))
            : null;

    /// <summary>The file beside the data: the labels of images, or what lines are translated to.</summary>
    private string? Beside(Recipe recipe) =>
        FileOf(recipe, "labels-dataset", recipe.Data.LabelsDataset, "labels", recipe.Data.Labels)
        ?? FileOf(recipe, "target-dataset", recipe.Data.TargetDataset, "target-file", recipe.Data.TargetFile);

    private string? TestBeside(Recipe recipe) =>
        FileOf(recipe, "test-labels-dataset", recipe.Data.TestLabelsDataset, "test-labels", recipe.Data.TestLabels)
        ?? FileOf(recipe, "test-target-dataset", recipe.Data.TestTargetDataset, "test-target-file", recipe.Data.TestTargetFile);

    /// <summary>The path of what the recipe names as a data set or as a file; null where it names neither.</summary>
    private string? FileOf(Recipe recipe, string dataSetKey, string? dataSet, string fileKey, string? file) =>
        dataSet is not null ? options.DataSetFile(DataSetOf(recipe, $"data.{dataSetKey}", dataSet))
        : file is not null ? PathOf(recipe, $"data.{fileKey}", file)
        : null;

    private static DataSet DataSetOf(Recipe recipe, string field, string name) => DataCatalogue.All.FirstOrDefault(set => set.Name == name)
        ?? throw recipe.Error(
            field, ConfigurationNode.Unknown("data set", name, [.. DataCatalogue.All.Select(set => set.Name)])
                + " Take one of these, or give a file: file: series.csv.");

    /// <summary>The path of a file that the recipe names, which has to be there.</summary>
    private static string PathOf(Recipe recipe, string field, string file)
    {
        string path = file == SpooledInput.StandardInput ? file : Path.Combine(recipe.Folder, file);
        if (path == SpooledInput.StandardInput || Path.Exists(path))
        {
            return path;
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        string[] beside = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Take(MostBeside).Select(Path.GetFileName)!] : [];
        throw recipe.Error(
            field, $"there is no file {path}.{Suggestion.Question(Path.GetFileName(path), beside)} Give its path, relative to the recipe, "
                + "or a data set (`unroll data list`) as dataset: NAME.");
    }
}
