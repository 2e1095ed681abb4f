using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <content>Trainings of networks anew: on training and validation part before the test, and on all data behind it.</content>
public partial class Learner
{
    /// <summary>Trains the networks of the last fold on training and validation part together, and evaluates them on its test.</summary>
    /// <param name="plans">The plans of the fold, one of each member.</param>
    /// <param name="trained">Its networks.</param>
    /// <param name="folds">The evaluations of the folds, whose last one takes over the test of the new networks.</param>
    /// <param name="refits">What was trained anew of each fold, which this one joins.</param>
    /// <param name="notes">Warnings, which a training that diverges joins: the evaluated networks and their figures stay.</param>
    /// <param name="options">Threads, callbacks, checkpoints and cancellation.</param>
    /// <returns>Whether it came to its end; else it was stopped, and the evaluated networks and their figures stay.</returns>
    private bool Refit(
        TaskPlan[] plans, IReadOnlyList<TrainedNetworks> trained, List<PartEvaluations> folds, List<RefittedFold> refits,
        List<string> notes, LearnerOptions options)
    {
        CancellationToken stop = options.CancellationToken;
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        IReadOnlyList<TrainingCourse>[] courses = [.. members.Select(
            (member, index) => TrainingCourse.Of(member.Train, trained[index].Histories, folds: 1))];
        TaskPlan[] whole = Interruptible.Run<TaskPlan[]>(
            () => [.. members.Select((member, index) => member.Locate(plans[index].Refitted))], stop);
        options.Progress?.OnRefitting(whole[0], folds.Count, EpochsOf(courses));
        FitBaselines(whole[0], stop);
        List<TrainedNetworks> anew;
        try
        {
            anew = Train(whole, new TrainingStage(folds.Count, IsRefit: true), options, courses);
        }
        catch (NonFiniteWeightsException exception)
        {
            Warn(
                "The training anew on training and validation part (train.refit) diverged: the run has the networks of the training part "
                + $"and their figures. {exception.Cause}",
                notes, options);
            return true;
        }

        if (anew[^1].IsStopped)
        {
            return false;
        }

        whole[0].ContinueFrom(plans[0].Learned, whole);
        Ensemble networks = EnsembleOf(whole, [.. anew.Select(member => member.Networks)]);
        options.Progress?.OnEvaluating(folds.Count);
        PartEvaluation test = Interruptible.Run(
            () => whole[0].Evaluate(networks, options.Threads).Test, options.CheckpointFolder is null ? CancellationToken.None : stop);
        refits.Add(new RefittedFold(whole[0], plans[0], [.. anew.SelectMany(member => member.Histories)], folds[^1].Test));
        folds[^1] = folds[^1] with { Test = test };
        (_learned, _networks) = (whole[0].Learned, networks);
        return true;
    }

    /// <summary>Leaves out the trainings anew where a fold has none, so that the figures of all folds are of networks alike.</summary>
    private static void RequireAll(List<RefittedFold> refits, List<PartEvaluations> folds)
    {
        if (refits.Count == folds.Count)
        {
            return;
        }

        for (int fold = 0; fold < refits.Count; fold++)
        {
            folds[fold] = folds[fold] with { Test = refits[fold].Before };
        }

        refits.Clear();
    }

    /// <summary>The epochs of each network; classical models have none.</summary>
    private int[] EpochsOf(IReadOnlyList<TrainingCourse>[] courses) =>
    [
        .. Recipe.MemberRecipes.Zip(courses).Where(pair => pair.First.Classical is null || _source is not null)
            .SelectMany(pair => pair.Second).Select(course => course.Epochs),
    ];

    private static void Warn(string warning, List<string> notes, LearnerOptions options)
    {
        notes.Add(warning);
        options.Progress?.OnDiverged(warning);
    }

    /// <summary>The trainings anew of all folds; null where there are none.</summary>
    private static RefitTraining? RefitOf(List<RefittedFold> refits) => refits.Count == 0 ? null : new RefitTraining(
        [.. refits.SelectMany(fold => fold.Histories)], refits[^1].Plan.Parts[0],
        refits[^1].First.JoinTests([.. refits.Select(fold => fold.Before)]));

    /// <summary>Trains the final networks on all data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="folds">The evaluated networks of each fold.</param>
    /// <param name="notes">Warnings, which a training that diverges joins.</param>
    /// <param name="options">Threads, callbacks, checkpoints and cancellation.</param>
    /// <param name="final">Their training; null where it was stopped or diverged, so that the evaluated networks stay.</param>
    /// <returns>Whether it came to its end; else it was stopped.</returns>
    private bool FitOnAll(
        TaskData data, List<IReadOnlyList<TrainedNetworks>> folds, List<string> notes, LearnerOptions options, out FinalTraining? final)
    {
        final = null;
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        IReadOnlyList<TrainingCourse>[] courses = [.. members.Select((member, index) => TrainingCourse.Of(
            member.Train, [.. folds.SelectMany(fold => fold[index].Histories)], folds.Count))];
        try
        {
            TaskPlan[] plans = Interruptible.Run<TaskPlan[]>(
                () => [.. members.Select(member => member.Locate(() => member.Task.PlanAll(member, data)))], options.CancellationToken);
            options.Progress?.OnFittingOnAll(plans[0], EpochsOf(courses));
            FitBaselines(plans[0], options.CancellationToken);
            List<TrainedNetworks> trained = Train(plans, new TrainingStage(folds.Count + 1), options, courses);
            if (trained[^1].IsStopped)
            {
                return false;
            }

            plans[0].ContinueFrom(Learned, plans);
            (_learned, _networks) = (plans[0].Learned, EnsembleOf(plans, [.. trained.Select(member => member.Networks)]));
            final = new FinalTraining([.. trained.SelectMany(member => member.Histories)], plans[0].Parts[0]);
            return true;
        }
        catch (NonFiniteWeightsException exception)
        {
            Warn(
                $"The training anew on all data (train.fit-on-all) diverged: the run has the evaluated networks. {exception.Cause}",
                notes, options);
            return true;
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Refuses a single network where several are needed, before the first is trained.</summary>
    private void RequireSeveral()
    {
        if (_isSingle && (Recipe.Train.Refit || Recipe.Train.FitOnAll || Recipe.Train.Snapshots > 1))
        {
            throw new InputException(
                "One network was given, but several are needed (train.refit, train.fit-on-all or snapshots). Give a function that makes "
                + "one: (input, seed) => new Graph(…) { Seed = seed }.");
        }
    }
}
