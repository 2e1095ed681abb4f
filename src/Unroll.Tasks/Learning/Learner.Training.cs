using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <content>Training: networks of one or several folds, and those on all data.</content>
public partial class Learner
{
    /// <summary>
    /// Trains on the training part of a series, with early stopping on the validation part, and evaluates both later parts.
    /// </summary>
    /// <param name="frame">The series.</param>
    /// <param name="options">
    /// Threads, callbacks and cancellation. A training that is cancelled once an epoch is finished still gives a whole run, marked as
    /// interrupted.
    /// </param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before an epoch was finished.</exception>
    public TrainingRun Fit(Frame frame, LearnerOptions options = default) => Fit(SeriesSet.Of(frame), null, options);

    /// <summary>
    /// Trains on the training part of many series, with early stopping on the validation part, and evaluates both later parts.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="test">The series of the test part, where they are data of their own.</param>
    /// <param name="options">
    /// Threads, callbacks and cancellation. A training that is cancelled once an epoch is finished still gives a whole run, marked as
    /// interrupted.
    /// </param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before an epoch was finished.</exception>
    public TrainingRun Fit(SeriesSet series, SeriesSet? test = null, LearnerOptions options = default) =>
        Fit(new TaskData(series, test), options);

    /// <summary>
    /// Trains on the training part of data, with early stopping on the validation part, and evaluates both later parts.
    /// </summary>
    /// <param name="data">The data, in one set or in parts of their own.</param>
    /// <param name="options">
    /// Threads, callbacks and cancellation. A training that is cancelled once an epoch is finished still gives a whole run, marked as
    /// interrupted.
    /// </param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before an epoch was finished.</exception>
    public TrainingRun Fit(TaskData data, LearnerOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        CancellationToken stop = options.CancellationToken;
        RequireSeveral();
        List<History> histories = [];
        List<PartEvaluations> folds = [];
        TaskPlan? last = null;
        bool isStopped = false;
        try
        {
            using IEnumerator<TaskPlan> plans = Recipe.Locate(() => Recipe.Task.Plan(Recipe, data).GetEnumerator());
            while (!isStopped
                && Interruptible.Run(() => Recipe.Locate(() => plans.MoveNext() ? plans.Current : null), stop) is { } plan)
            {
                CompleteRecipe(plan);
                options.Progress?.OnPlanned(plan, folds.Count + 1);
                NetworkTraining training = new(Recipe, (number, networkSeed) => Build(plan.Learned, number, networkSeed), Seed, options);
                TrainedNetworks trained = training.Train(plan, folds.Count + 1);
                isStopped = trained.IsStopped;
                if (trained.Networks.Count == 0)
                {
                    break;
                }

                options.Progress?.OnEvaluating(folds.Count + 1);
                Ensemble networks = new(trained.Networks);

                // What was stopped under way is evaluated as it is; what is complete can be evaluated another time, if it was kept.
                folds.Add(Interruptible.Run(
                    () => plan.Evaluate(networks, options.Threads), isStopped || options.CheckpointFolder is null ? CancellationToken.None : stop));
                histories.AddRange(trained.Histories);
                (last, _learned, _networks) = (plan, plan.Learned, networks);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && folds.Count > 0)
        {
            isStopped = true;
        }

        if (last is null)
        {
            throw new NothingLearnedException();
        }

        TrainingRun run = ToRun(last, histories, folds, options.Threads);
        if (Recipe.Train.FitOnAll && !isStopped)
        {
            FinalTraining? final = FitOnAll(data, TrainingCourse.Of(Recipe.Train, histories, folds.Count), folds.Count + 1, options);
            isStopped = final is null;
            run = run with { Final = final, Learned = Learned };
        }

        string state = SavedRun.StateOf(Recipe, Seed, Learned, Networks.Count);
        foreach (Model network in Networks)
        {
            network.Metadata[SavedRun.MetadataKey] = state;
        }

        return run with { Interrupted = isStopped };
    }

    /// <summary>Trains the final networks on all data.</summary>
    /// <returns>Their training; null where it was stopped, so that the evaluated networks stay.</returns>
    private FinalTraining? FitOnAll(TaskData data, IReadOnlyList<TrainingCourse> courses, int place, LearnerOptions options)
    {
        try
        {
            TaskPlan plan = Interruptible.Run(
                () => Recipe.Locate(() => Recipe.Task.PlanAll(Recipe, data)), options.CancellationToken);
            options.Progress?.OnFittingOnAll(plan, [.. courses.Select(course => course.Epochs)]);
            NetworkTraining training = new(Recipe, (number, networkSeed) => Build(plan.Learned, number, networkSeed), Seed, options);
            TrainedNetworks trained = training.Train(plan, place, courses);
            if (trained.IsStopped)
            {
                return null;
            }

            plan.Learned.ContinueFrom(Learned);
            (_learned, _networks) = (plan.Learned, new Ensemble(trained.Networks));
            return new FinalTraining(trained.Histories, plan.Parts[0]);
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Refuses a single network where several are needed, before the first is trained.</summary>
    private void RequireSeveral()
    {
        if (_isSingle && (Recipe.Train.FitOnAll || Recipe.Train.Snapshots > 1))
        {
            throw new InputException(
                "One network was given, but several are needed (train.fit-on-all or snapshots). Give a function that makes one: "
                + "(input, seed) => new Graph(…) { Seed = seed }.");
        }
    }

    private TrainingRun ToRun(TaskPlan plan, List<History> histories, List<PartEvaluations> folds, int threads)
    {
        string summary = string.Join("\n", NetworkSummaries);
        PartEvaluation[] parts = [.. folds.Select(fold => plan.FoldsAreValidation ? fold.Validation! : fold.Test)];
        return new TrainingRun
        {
            Recipe = Recipe,
            Seed = Seed,
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
            Learned = Learned,
            ModelSummary = Networks.Count == 1 ? summary
                : $"{summary}Predictions are the mean of {CountFormatter.Format(Networks.Count, "such networks")}.\n",
            ParameterCount = Networks.Sum(network => network.ParameterCount),
            Histories = histories,
            Validation = plan.FoldsAreValidation ? plan.JoinTests(parts) : folds[^1].Validation,
            Test = plan.FoldsAreValidation ? folds[^1].Test : plan.JoinTests(parts),
            Folds = folds.Count > 1 ? parts : [],
            Parts = plan.Parts,
            Warnings = plan.Warnings,
            Facts = Learned.Facts(),
        };
    }
}
