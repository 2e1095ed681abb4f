using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

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
        List<IReadOnlyList<TrainedNetworks>> trainings = [];
        List<PartEvaluations> folds = [];
        List<RefittedFold> refits = [];
        TaskPlan? last = null;
        IReadOnlyList<PartSummary> parts = [];
        List<string> notes = [];
        bool isStopped = false;
        CancellationToken kept = stop;
        IEnumerator<TaskPlan>[] members = [];
        try
        {
            members = Interruptible.Run<IEnumerator<TaskPlan>[]>(
                () => [.. Recipe.MemberRecipes.Select(member => member.Locate(() => member.Task.Plan(member, data).GetEnumerator()))],
                stop);
            while (!isStopped && Interruptible.Run(() => NextFold(members), stop) is { } plans)
            {
                TaskPlan plan = plans[0];
                Interruptible.Run(() => Require(plans, isFirst: folds.Count == 0), stop);
                options.Progress?.OnPlanned(plan, folds.Count + 1);
                FitBaselines(plan, stop);
                IReadOnlyList<TrainedNetworks> trained = Train(plans, new TrainingStage(folds.Count + 1), options);
                isStopped = trained[^1].IsStopped;
                if (trained.All(member => member.Networks.Count == 0))
                {
                    break;
                }

                options.Progress?.OnEvaluating(folds.Count + 1);
                Ensemble networks = EnsembleOf(plans, [.. trained.Select(member => member.Networks).Where(own => own.Count > 0)]);

                // What was stopped under way is evaluated in short; what is complete can be evaluated another time, if it was kept.
                kept = isStopped || options.CheckpointFolder is null ? CancellationToken.None : stop;
                TaskPlan evaluated = isStopped
                    ? plan.Thinned(ShortEvaluation.SamplesOf(networks.Networks, plan.Learned.InputShape)) : plan;
                folds.Add(Interruptible.Run(
                    () => evaluated.Evaluate(networks, options.Threads), kept));
                if (evaluated != plan)
                {
                    notes.Add(ShortEvaluation.NoteOf(plan, folds[^1].Test));
                }

                trainings.Add(trained);
                (last, _learned, _networks) = (plan, plan.Learned, networks);
                parts = plan.Parts;
                if (Recipe.Train.Refit && !isStopped && refits.Count == folds.Count - 1)
                {
                    isStopped = !Refit(plans, trained, folds, refits, notes, options);
                    last = refits.Count == folds.Count ? refits[^1].Plan : last;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && folds.Count > 0)
        {
            isStopped = true;
        }
        finally
        {
            Array.ForEach(members, plans => plans.Dispose());
        }

        if (last is null)
        {
            throw new NothingLearnedException();
        }

        RequireAll(refits, folds);
        TrainingRun run = Interruptible.Run(
            () => ToRun(last, trainings, folds, options.Threads) with { Parts = parts, Refit = RefitOf(refits) },
            isStopped ? CancellationToken.None : kept);
        if (Recipe.Train.FitOnAll && !isStopped)
        {
            isStopped = !FitOnAll(data, trainings, notes, options, out FinalTraining? final);
            run = run with { Final = final, Learned = Learned };
        }

        string state = SavedRun.StateOf(Recipe, Seed, Learned, Trained);
        foreach (Model network in Networks)
        {
            network.Metadata[SavedRun.MetadataKey] = state;
        }

        return run with { Interrupted = isStopped, Warnings = [.. run.Warnings, .. notes] };
    }

    /// <summary>The plans of the next fold, one of each member; null behind the last.</summary>
    private TaskPlan[]? NextFold(IEnumerator<TaskPlan>[] members)
    {
        TaskPlan[] plans = [.. Recipe.MemberRecipes.Zip(members, (member, own) => member.Locate(() => own.MoveNext() ? own.Current : null))
            .OfType<TaskPlan>()];
        return plans.Length == members.Length ? plans : null;
    }

    /// <summary>Completes the recipe by a plan; refuses members and networks that do not fit before the first of several is trained.
    /// </summary>
    private bool Require(TaskPlan[] plans, bool isFirst)
    {
        CompleteRecipe(plans[0]);
        plans[0].CheckMembers(plans);
        if (!isFirst || _source is not null)
        {
            return true;
        }

        foreach ((Recipe member, TaskPlan plan) in Recipe.MemberRecipes.Zip(plans)
            .Where(pair => plans.Length + pair.First.Models.Count > 1))
        {
            Inspected(member, plan);
        }

        return true;
    }

    /// <summary>Trains the networks of each member, until it is stopped.</summary>
    /// <param name="plans">The plan of each.</param>
    /// <param name="stage">The fold, and whether its networks are trained anew.</param>
    /// <param name="options">Threads, callbacks and cancellation.</param>
    /// <param name="courses">The courses that the trainings of each member are to have; null for those of the recipes.</param>
    private List<TrainedNetworks> Train(
        TaskPlan[] plans, TrainingStage stage, LearnerOptions options, IReadOnlyList<TrainingCourse>[]? courses = null)
    {
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        Dictionary<int, TrainedNetworks> classical = FitClassical(plans, stage, options);
        List<TrainedNetworks> trained = [];
        do
        {
            int member = trained.Count;
            (Recipe recipe, TaskPlan plan) = (members[member], plans[member]);
            if (classical.TryGetValue(member, out TrainedNetworks? fitted))
            {
                trained.Add(fitted);
                continue;
            }

            NetworkTraining training = new(
                recipe, (number, networkSeed) => Build(recipe, plan.Learned, number, networkSeed), Seed, options,
                members.Take(member).Sum(other => other.Trainings), members.Sum(other => other.Trainings));
            trained.Add(training.Train(plan, stage, courses?[member]));
        }
        while (trained.Count < plans.Length && !trained[^1].IsStopped);

        return trained;
    }

    /// <summary>Fits the classical models among the members before any network is trained, as they may refuse the data.</summary>
    /// <returns>Each by its place, up to the first that was stopped.</returns>
    private Dictionary<int, TrainedNetworks> FitClassical(TaskPlan[] plans, TrainingStage stage, LearnerOptions options)
    {
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        Dictionary<int, TrainedNetworks> fitted = [];
        for (int member = 0; member < plans.Length && _source is null && !fitted.Values.Any(own => own.IsStopped); member++)
        {
            if (members[member].Classical is { } model)
            {
                options.Progress?.OnNetworkBegin(stage.Fold, member + 1, members.Sum(other => other.Trainings));
                fitted.Add(member, Fit(model, members[member], plans[member], options.CancellationToken));
            }
        }

        return fitted;
    }

    private static void FitBaselines(TaskPlan plan, CancellationToken stop) => Interruptible.Run(
        () =>
        {
            plan.FitBaselines(stop);
            return true;
        },
        stop);

    private TrainingRun ToRun(TaskPlan plan, List<IReadOnlyList<TrainedNetworks>> trainings, List<PartEvaluations> folds, int threads)
    {
        string summary = string.Join("\n", NetworkSummaries);
        PartEvaluation[] parts = [.. folds.Select(fold => plan.FoldsAreValidation ? fold.Validation! : fold.Test)];
        PartEvaluation joined = plan.JoinTests(parts);
        if (parts.Length > 1)
        {
            // A training that was stopped may lack the last members of its last fold.
            joined.Members = [.. parts[^1].Members.Select((member, index) => KeyValuePair.Create(
                member.Key, plan.JoinTests([.. parts.Select(part => part.Members[index].Value)])))];
        }

        foreach (PartEvaluation part in parts.Append(joined).Append(folds[^1].Validation).Append(folds[^1].Test).OfType<PartEvaluation>())
        {
            part.ClassicalModel = Recipe.Classical?.Name;
        }

        return new TrainingRun
        {
            Recipe = Recipe,
            Seed = Seed,
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
            Learned = Learned,
            ModelSummary = Networks.Count == 1 ? summary
                : $"{summary}Predictions are the mean of {CountFormatter.Format(Networks.Count, "such networks")}.\n",
            ParameterCount = Networks.Sum(FittedNetwork.ParametersOf),
            Histories = [.. trainings.SelectMany(fold => fold).SelectMany(member => member.Histories)],
            NetworkCount = trainings.Sum(fold => fold.Sum(member => member.Networks.Count)),
            Validation = plan.FoldsAreValidation ? joined : folds[^1].Validation,
            Test = plan.FoldsAreValidation ? folds[^1].Test : joined,
            Folds = folds.Count > 1 ? parts : [],
            Parts = plan.Parts,
            Warnings = [.. plan.Warnings, .. ClassicalModels(plan).SelectMany(
                fitted => fitted.Value.Warnings.Select(warning => $"{fitted.Key}: {warning}")).Distinct(),
                .. trainings.SelectMany(fold => fold).SelectMany(member => member.Histories).SelectMany(history => history.Warnings)
                    .Distinct()],
            Facts = FactsOf(plan),
            Look = LookInside(Recipe, plan, Networks[0], Networks.Count),
        };
    }
}
