using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Formats;
using Unroll.Series.Reading;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The files of a run: <c>model.safetensors</c>, <c>recipe.yaml</c>, <c>history.csv</c>, <c>metrics.json</c> and <c>predictions.csv</c>.
/// Classical models among the baselines have a file each, <c>baseline-NAME.safetensors</c>. Each is written aside and renamed.
/// </summary>
public static partial class RunFolder
{
    /// <summary>Name of the model file, which holds everything that a prediction needs.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>Name of the recipe's copy.</summary>
    public const string RecipeFile = "recipe.yaml";

    /// <summary>Name of the file with the losses an epoch.</summary>
    public const string HistoryFile = "history.csv";

    /// <summary>Name of the file with the scores.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Name of the file with the predictions of the evaluation.</summary>
    public const string PredictionsFile = "predictions.csv";

    /// <summary>Name of the report, which Unroll.Reports writes.</summary>
    public const string ReportFile = "report.html";

    /// <summary>Name of the folder with the checkpoints of a training that is under way.</summary>
    public const string CheckpointFolder = "checkpoints";

    /// <summary>Names of all files that a run may have, those of further networks and of baselines aside.</summary>
    public static IReadOnlyList<string> Files { get; } = [ModelFile, RecipeFile, HistoryFile, MetricsFile, PredictionsFile, ReportFile];

    /// <summary>Name of a network's file: the first has <see cref="ModelFile"/>, the others their number, from 2.</summary>
    /// <param name="network">The network, from 0.</param>
    public static string ModelFileOf(int network) =>
        network == 0 ? ModelFile : string.Create(CultureInfo.InvariantCulture, $"model-{network + 1}.safetensors");

    /// <summary>
    /// Saves networks, recipe and all that a prediction needs. An earlier run in the folder is replaced as a whole once all is written.
    /// </summary>
    /// <param name="folder">The folder, new or with an earlier run; made where it is not there.</param>
    /// <param name="learner">The learner, trained.</param>
    /// <exception cref="InputException">
    /// The folder holds something else, or a training that was stopped; or it cannot be written. What is there is left as it is.
    /// </exception>
    /// <exception cref="InvalidOperationException">The learner is not trained.</exception>
    public static void Save(string folder, Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        Fill(folder, learner, place => WriteNetworks(place, learner));
    }

    /// <summary>
    /// The recipe as it is kept and shown: without the passwords of its connections, which <c>${NAME}</c> gives from the environment.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    public static string RecipeText(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Data.Database is null ? recipe.ToYaml() : Secrets.Mask(recipe.ToYaml());
    }

    /// <summary>
    /// Whether a name in a run folder is one that runs give: of their files, of the checkpoints, or of a half-written file.
    /// </summary>
    /// <param name="name">Name of a file or folder.</param>
    public static bool IsOwnFile(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == CheckpointFolder || Files.Contains(name) || FurtherModel().IsMatch(name)
            || SavedBaselines.IsFile(name) || AtomicFile.IsUnfinished(name);
    }

    /// <summary>
    /// Writes all files of a run but the report. An earlier run in the folder is replaced as a whole once all is written.
    /// </summary>
    /// <param name="folder">The folder, new or with an earlier run; made where it is not there.</param>
    /// <param name="run">The result of the training.</param>
    /// <param name="learner">The learner, trained.</param>
    /// <param name="cancellationToken">Stops it between two files or rows.</param>
    /// <exception cref="InputException">
    /// The folder holds something else, or a training that was stopped; or it cannot be written. What is there is left as it is.
    /// </exception>
    /// <exception cref="InvalidOperationException">The learner is not trained.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what was there before is left as it is.</exception>
    public static void Write(string folder, TrainingRun run, Learner learner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(learner);
        Fill(folder, learner, place => WriteFiles(place, run, learner, cancellationToken));
    }

    /// <summary>Writes networks and recipe into a folder that is claimed.</summary>
    internal static void WriteNetworks(string folder, Learner learner)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < learner.Networks.Count; i++)
        {
            FittedNetwork.Save(learner.Networks[i], Path.Combine(folder, ModelFileOf(i)));
        }

        SavedBaselines.Write(folder, learner.Learned);
        AtomicFile.WriteText(Path.Combine(folder, RecipeFile), RecipeText(learner.Recipe));
    }

    /// <summary>Writes all files of a run but the report into a folder that is claimed; each is there wholly or not at all.</summary>
    internal static void WriteFiles(string folder, TrainingRun run, Learner learner, CancellationToken cancellationToken = default)
    {
        WriteNetworks(folder, learner);
        AtomicFile.WriteText(Path.Combine(folder, HistoryFile), HistoryFormatter.ToCsv(run.Histories));
        string predictions = Path.Combine(folder, PredictionsFile);
        if ((run.Written?.Stride ?? 1) is var stride and > 0)
        {
            AtomicFile.Write(
                predictions,
                stream => TableFormatter.WriteCsv(
                    stream, run.Validation is null ? [run.Test] : [run.Validation, run.Test], stride, cancellationToken));
        }
        else
        {
            // Those of an earlier run are not of this one.
            File.Delete(predictions);
        }

        AtomicFile.WriteText(Path.Combine(folder, MetricsFile), MetricsDocument.Of(run));
    }

    /// <summary>Claims a folder, fills it, and lets it take the place of an earlier run.</summary>
    private static void Fill(string folder, Learner learner, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!learner.Networks.All(network => network.Metadata.ContainsKey(SavedRun.MetadataKey)))
        {
            throw new InvalidOperationException("The learner's networks are not trained yet, so there is nothing to save: call Fit first.");
        }

        using RunPlace place = RunPlace.Claim(folder, learner.Recipe.Name, TimeProvider.System);
        string filled;
        try
        {
            filled = RunPlace.Guard(folder, () =>
            {
                write(place.Folder);
                return place.Complete(_ => { });
            });
        }
        catch
        {
            place.Abandon();
            throw;
        }

        if (filled != place.Target)
        {
            throw new InputException(
                $"{place.Target} has other things in it by now, so the run is in {filled}. Move one of them, or name another folder.");
        }
    }

    [GeneratedRegex(@"^model-[1-9][0-9]*\.safetensors\z")]
    private static partial Regex FurtherModel();
}
