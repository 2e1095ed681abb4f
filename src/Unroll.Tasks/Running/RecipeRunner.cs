using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

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
    /// <exception cref="OperationCanceledException">
    /// It was stopped: before an epoch was finished, and nothing is left behind; or afterwards while it was evaluated or written, and it
    /// can be resumed.
    /// </exception>
    public RunResult Train(Recipe recipe, RunRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        request ??= new();
        RunState state = new(
            Path.GetFullPath(recipe.Folder.Length == 0 ? "." : recipe.Folder),
            FullPath(request.DataFile),
            request.Seed ?? recipe.Train.Seed,
            request.Threads);
        using RunPlace place = RunPlace.Claim(
            request.Folder, recipe.Name, _options.Clock, begun => state.IsSameRun(begun, RunFolder.RecipeText(recipe)));
        try
        {
            place.Begin(recipe, state);
            return Run(recipe, state, request, place);
        }
        catch (Exception exception) when (exception is NonFiniteWeightsException or NothingLearnedException
            || !RunFolderContents.HasCheckpoints(place.Folder))
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
        if (!RunFolderContents.HasCheckpoints(place.Folder))
        {
            request.Progress?.OnNotice($"{place.Shown} has no checkpoint yet, so its training starts from the beginning.");
        }

        return Run(
            recipe,
            state with { DataFile = FullPath(request.DataFile) ?? state.DataFile },
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
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The learner, which knows its inputs and its networks.</returns>
    /// <exception cref="InputException">The data or the recipe cannot be used.</exception>
    public Learner Plan(
        Recipe recipe, string? dataFile = null, RunProgress? progress = null, CancellationToken cancellationToken = default)
    {
        TaskData data = Read(recipe, dataFile, progress, cancellationToken);
        Learner learner = new(recipe with
        {
            Model = [.. recipe.Model.Select(WithoutWeights.Of)],
            Models = [.. recipe.Models.Select(layers => (IReadOnlyList<Block<Layer>>)[.. layers.Select(WithoutWeights.Of)])],
            Members = [.. recipe.Members.Select(member => member.WithLayers(WithoutWeights.Of))],
        });
        learner.Plan(data);
        return learner;
    }

    /// <summary>Reads the data of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataFile">A file in the place of the recipe's data; null for those.</param>
    /// <param name="progress">Follows the reading; null for silence.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The data cannot be read.</exception>
    public TaskData Read(
        Recipe recipe, string? dataFile = null, RunProgress? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new RecipeData(_options, progress ?? new(), cancellationToken).Read(recipe, dataFile);
    }

    /// <summary>Evaluates the networks of a run on a file outside the training part.</summary>
    /// <param name="learner">The learner, from <see cref="Learner.Load"/>.</param>
    /// <param name="file">The file, with the columns of the training data.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="targetFile">Of pairs in two files side by side, that with what each line is translated to; else null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit.</exception>
    public PartEvaluation Evaluate(
        Learner learner, string file, int threads = 0, string? targetFile = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(learner);
        if (targetFile is not null && !learner.Recipe.Task.ReadsPairs)
        {
            throw new InputException(
                $"A file beside {file} ({targetFile}) belongs to pairs of texts, but the run is of task: {learner.Recipe.Task.Name}. Leave "
                + "it out.");
        }

        SeriesSet series = new RecipeData(_options, new(), cancellationToken).ReadFile(learner.Recipe, file, targetFile);
        RecipeFiles.RequireChannels(learner.Recipe, learner.Learned.Columns, file, series);
        return learner.Evaluate(series, threads, cancellationToken);
    }

    /// <summary>Predicts for a file, whose column of classes or targets may be missing.</summary>
    /// <param name="learner">The learner, from <see cref="Learner.Load"/>.</param>
    /// <param name="file">The file.</param>
    /// <param name="settings">Values of the task's <see cref="LearningTask.PredictionSettings"/>; null for the defaults.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit.</exception>
    public PredictionTable Predict(
        Learner learner, string file, SettingValues? settings = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(learner);
        SeriesSet series = new RecipeData(_options, new(), cancellationToken).ReadUnlabelled(learner, file);
        return learner.PredictTable(series, settings, threads, cancellationToken);
    }

    /// <summary>Looks inside the first network of a run with a file, whose column of classes or targets may be missing.</summary>
    /// <param name="learner">The learner, from <see cref="Learner.Load"/>.</param>
    /// <param name="file">The file.</param>
    /// <param name="options">The measure, and how many samples; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InputException">The file cannot be read, or does not fit.</exception>
    public Explanation Explain(
        Learner learner, string file, ExplanationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return learner.Explain(new RecipeData(_options, new(), cancellationToken).ReadUnlabelled(learner, file), options);
    }

    /// <summary>Refuses to go on with a training whose files are gone, in words that say what to do.</summary>
    private static void RequireData(RunPlace place, Recipe recipe, RunState state, RunRequest request)
    {
        string? own = state.DataFile ?? recipe.Data.File ?? recipe.Data.Folder;
        if (request.DataFile is null && own is not null && SpooledInput.IsDevice(own))
        {
            throw new InputException(
                $"The training in {place.Shown} read its data from a pipe, which is gone. Give the same data once more: unroll train "
                + $"--resume {place.Shown} --data FILE, or --data - for standard input.");
        }

        if (request.DataFile is null && own is not null && IsGone(own, out string path))
        {
            throw new InputException(
                $"The training in {place.Shown} began with {path}, which is no longer there. Put it back, or give the same data from "
                + $"where they are now: unroll train --resume {place.Shown} --data FILE");
        }

        foreach (string? further in (string?[])
            [recipe.Data.TestFile, recipe.Data.ValidationFile, recipe.Data.Labels, recipe.Data.TestLabels, recipe.Data.TargetFile,
                recipe.Data.ValidationTargetFile, recipe.Data.TestTargetFile])
        {
            if (further is not null && !SpooledInput.IsDevice(further) && IsGone(further, out path))
            {
                throw new InputException(
                    $"The training in {place.Shown} began with {path}, which is no longer there. Put it back, or delete the folder and "
                    + $"train anew.");
            }
        }

        bool IsGone(string file, out string full) =>
            !Path.Exists(full = Path.Combine(recipe.Folder, file)) && !FolderReader.IsFolder(full);
    }

    private RunResult Run(Recipe recipe, RunState state, RunRequest request, RunPlace place)
    {
        RunProgress progress = request.Progress ?? new();
        CancellationToken stop = request.CancellationToken;
        RecipeData source = new(_options, progress, stop);
        (TaskData data, string fingerprint) = Interruptible.Run(
            () => source.Read(recipe, state.DataFile) is var read ? (read, DataFingerprint.Of(read)) : default, stop);
        if (state.Fingerprint.Length > 0 && state.Fingerprint != fingerprint)
        {
            throw new InputException(
                $"The data have changed since the training in {place.Shown} began, so it cannot go on with them. Give it the data that "
                + $"it began with (--data FILE), or delete the folder and train anew.");
        }

        (state with { Fingerprint = fingerprint }).Write(place.StatePath);
        progress.OnRead(recipe, data);
        Learner learner = new(recipe, state.Seed);
        try
        {
            TrainingRun run = learner.Fit(data, new LearnerOptions
            {
                Threads = request.Threads,
                Progress = progress,
                CheckpointFolder = place.Checkpoints,
                CancellationToken = stop,
            });
            if (place.ReplacesEarlier
                && run.Histories.FirstOrDefault(history => history.StopReason == StopReason.NonFinite) is { } diverged)
            {
                throw new NonFiniteWeightsException(
                    $"{NonFiniteWeightsException.Reason(diverged)} The earlier run in {place.Target} is kept: give another folder to "
                    + $"have the best epoch of this one, too.");
            }

            return new RunResult(run, learner, Write(run, learner, place, progress, run.Interrupted ? CancellationToken.None : stop));
        }
        catch (OperationCanceledException exception) when (exception is not NothingLearnedException
            && RunFolderContents.HasCheckpoints(place.Folder))
        {
            throw new OperationCanceledException(
                $"stopped; what was learned is kept. Go on with it: unroll train --resume {place.Shown}", exception, stop);
        }
    }

    private string Write(TrainingRun run, Learner learner, RunPlace place, RunProgress progress, CancellationToken stop)
    {
        progress.OnWriting(place.Shown);
        try
        {
            RunFolder.WriteFiles(place.Folder, run, learner, stop);
            Interruptible.Run(
                () =>
                {
                    _options.WriteReport?.Invoke(Path.Combine(place.Folder, RunFolder.ReportFile), run);
                    return true;
                },
                stop);
            return run.Interrupted ? place.Shown : place.Complete(progress.OnNotice);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            throw new IOException(
                $"The run could not be written to {place.Shown}: {exception.Message.TrimEnd('.')}. "
                + RunRescue.Save(run, learner, _options.WriteReport) + (RunFolderContents.HasCheckpoints(place.Folder)
                    ? $" Make room, and go on with what is there: unroll train --resume {place.Shown}" : ""), exception);
        }
    }

    // Standard input has no path.
    private static string? FullPath(string? file) => file is null or SpooledInput.StandardInput ? file : Path.GetFullPath(file);
}
