using System.Globalization;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Running;

/// <summary>
/// The runner of recipes: reads their data, trains, evaluates and writes run folders, and predicts with their networks. The command, a
/// service and a study all call this.
/// </summary>
/// <example><code>RunResult result = new RecipeRunner().Train(RecipeReader.Read("energy.yaml"), new RunRequest { Folder = "runs/energy"
/// });</code></example>
/// <param name="options">What it takes from the program that it is part of; null for the defaults.</param>
public sealed class RecipeRunner(RunnerOptions? options = null)
{
    private readonly RunnerOptions _options = options ?? new();

    /// <summary>
    /// Trains by a recipe, evaluates, and writes the run folder. The folder is there from the first second, with checkpoints while the
    /// training goes on; one with an earlier run keeps that until the new one is complete.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="request">How it is run; null for the defaults.</param>
    /// <exception cref="InputException">
    /// The folder, the data or the recipe cannot be used; or the network's weights became infinite. Nothing is left behind.
    /// </exception>
    public RunResult Train(Recipe recipe, RunRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        request ??= new();
        RunState state = new(
            Path.GetFullPath(recipe.Folder.Length == 0 ? "." : recipe.Folder),
            request.DataFile is { } file ? Path.GetFullPath(file) : null,
            request.Seed ?? recipe.Train.Seed,
            request.Threads);
        using RunPlace place = RunPlace.Claim(request.Folder, recipe.Name, _options.Clock);
        try
        {
            place.Begin(recipe, state);
            return Run(recipe, state, request, place);
        }
        catch (Exception exception) when (exception is NonFiniteWeightsException || !RunFolderContents.HasCheckpoints(place.Folder))
        {
            place.Abandon();
            throw;
        }
    }

    /// <summary>Resumes a training that was stopped or killed, with the same result as without the stop, bit for bit.</summary>
    /// <param name="folder">The run folder, as it was asked for.</param>
    /// <param name="request">Threads, progress and cancellation, and where the data are now; seed and folder are those of the run.</param>
    /// <exception cref="InputException">There is no such training, it is still under way, or the data have changed.</exception>
    public RunResult Resume(string folder, RunRequest? request = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        request ??= new();
        using RunPlace place = RunPlace.Reopen(folder);
        RunState state = RunState.Read(place.StatePath);
        if (request.Seed is { } seed && seed != state.Seed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The training in {place.Shown} has the seed {state.Seed}, so it cannot go on with seed {seed}. Leave the seed out, or "
                + $"train anew."));
        }

        string path = Path.Combine(place.Folder, RunFolder.RecipeFile);
        Recipe recipe = File.Exists(path)
            ? RecipeReader.Read(path) with { Folder = state.RecipeFolder }
            : throw new InputException(
                $"The training in {place.Shown} cannot go on without its {RunFolder.RecipeFile}, which is missing. Put it back, or delete "
                + $"the folder and train anew.");
        RequireData(place, recipe, state, request);
        return Run(
            recipe,
            state with { DataFile = request.DataFile is { } file ? Path.GetFullPath(file) : state.DataFile },
            request with { Threads = request.Threads > 0 ? request.Threads : state.Threads },
            place);
    }

    /// <summary>
    /// Makes the plan of a training and the network for inspection: nothing is trained, and weights are not drawn, which takes a while for
    /// large layers.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataFile">A file in the place of the recipe's data; null for those.</param>
    /// <param name="progress">Follows the reading; null for silence.</param>
    /// <returns>The learner, which knows its inputs and its networks.</returns>
    /// <exception cref="InputException">The data or the recipe cannot be used.</exception>
    public Learner Plan(Recipe recipe, string? dataFile = null, RunProgress? progress = null)
    {
        TaskData data = Read(recipe, dataFile, progress);
        Learner learner = new(recipe with { Model = [.. recipe.Model.Select(WithoutWeights.Of)] });
        learner.Plan(data.Series, data.Test);
        return learner;
    }

    /// <summary>Reads the data of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataFile">A file in the place of the recipe's data; null for those.</param>
    /// <param name="progress">Follows the reading; null for silence.</param>
    /// <exception cref="InputException">The data cannot be read.</exception>
    public TaskData Read(Recipe recipe, string? dataFile = null, RunProgress? progress = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new RecipeData(_options, progress ?? new()).Read(recipe, dataFile);
    }

    /// <summary>Evaluates the networks of a run on a file outside the training part.</summary>
    /// <param name="learner">The learner, from <see cref="Learner.Load"/>.</param>
    /// <param name="file">The file, with the columns of the training data.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit.</exception>
    public PartEvaluation Evaluate(Learner learner, string file, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return learner.Evaluate(new RecipeData(_options, new()).ReadFile(learner.Recipe, file), threads);
    }

    /// <summary>Predicts for a file, whose column of classes or targets may be missing.</summary>
    /// <param name="learner">The learner, from <see cref="Learner.Load"/>.</param>
    /// <param name="file">The file.</param>
    /// <param name="settings">Values of the task's <see cref="LearningTask.PredictionSettings"/>; null for the defaults.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit.</exception>
    public PredictionTable Predict(Learner learner, string file, SettingValues? settings = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return learner.PredictTable(new RecipeData(_options, new()).ReadUnlabelled(learner, file), settings, threads);
    }

    /// <summary>Refuses to go on with a training whose files are gone, in words that say what to do.</summary>
    private static void RequireData(RunPlace place, Recipe recipe, RunState state, RunRequest request)
    {
        string? own = state.DataFile ?? recipe.Data.File;
        if (request.DataFile is null && own is not null && IsGone(own, out string path))
        {
            throw new InputException(
                $"The training in {place.Shown} began with {path}, which is no longer there. Put it back, or give the same data from "
                + $"where they are now: unroll train --resume {place.Shown} --data FILE");
        }

        foreach (string? further in (string?[])[recipe.Data.TestFile, recipe.Data.Labels])
        {
            if (further is not null && IsGone(further, out path))
            {
                throw new InputException(
                    $"The training in {place.Shown} began with {path}, which is no longer there. Put it back, or delete the folder and "
                    + $"train anew.");
            }
        }

        bool IsGone(string file, out string full) => !Path.Exists(full = Path.Combine(recipe.Folder, file));
    }

    private RunResult Run(Recipe recipe, RunState state, RunRequest request, RunPlace place)
    {
        RunProgress progress = request.Progress ?? new();
        TaskData data = new RecipeData(_options, progress).Read(recipe, state.DataFile);
        string fingerprint = DataFingerprint.Of(data);
        if (state.Fingerprint.Length > 0 && state.Fingerprint != fingerprint)
        {
            throw new InputException(
                $"The data have changed since the training in {place.Shown} began, so it cannot go on with them. Give it the data that "
                + $"it began with (--data FILE), or delete the folder and train anew.");
        }

        (state with { Fingerprint = fingerprint }).Write(place.StatePath);
        progress.OnRead(recipe, data);
        Learner learner = new(recipe, state.Seed);
        TrainingRun run = learner.Fit(data.Series, data.Test, new LearnerOptions
        {
            Threads = request.Threads,
            Progress = progress,
            CheckpointFolder = place.Checkpoints,
            CancellationToken = request.CancellationToken,
        });
        return new RunResult(run, learner, Write(run, learner, place, progress));
    }

    private string Write(TrainingRun run, Learner learner, RunPlace place, RunProgress progress)
    {
        progress.OnWriting(place.Shown);
        try
        {
            RunFolder.Write(place.Folder, run, learner);
            _options.WriteReport?.Invoke(Path.Combine(place.Folder, RunFolder.ReportFile), run);
            return run.Interrupted ? place.Shown : place.Complete(progress.OnNotice);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            throw new IOException(
                $"The run could not be written to {place.Shown}: {exception.Message.TrimEnd('.')}. {SaveElsewhere(run, learner)}"
                + $"Make room, and go on with what is there: unroll train --resume {place.Shown}", exception);
        }
    }

    /// <summary>Hours of training are not to be lost with a disk that is full.</summary>
    private static string SaveElsewhere(TrainingRun run, Learner learner)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"{run.Name}-{Guid.NewGuid():N}"[..Math.Min(run.Name.Length + 9, 120)]);
        try
        {
            RunFolder.Write(folder, run, learner);
            return $"It is saved in {folder}. ";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            return "";
        }
    }
}
