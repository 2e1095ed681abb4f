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
    /// <param name="options">Threads, callbacks, checkpoints and cancellation.</param>
    /// <returns>Whether it was finished; else the evaluated networks and their figures stay.</returns>
    private bool Refit(
        TaskPlan[] plans, IReadOnlyList<TrainedNetworks> trained, List<PartEvaluations> folds, List<RefittedFold> refits,
        LearnerOptions options)
    {
        CancellationToken stop = options.CancellationToken;
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        IReadOnlyList<TrainingCourse>[] courses = [.. members.Select(
            (member, index) => TrainingCourse.Of(member.Train, trained[index].Histories, folds: 1))];
        TaskPlan[] whole = Interruptible.Run<TaskPlan[]>(
            () => [.. members.Select((member, index) => member.Locate(plans[index].Refitted))], stop);
        options.Progress?.OnRefitting(
            whole[0], folds.Count, [.. courses.SelectMany(own => own).Select(course => course.Epochs)]);
        FitBaselines(whole[0], stop);
        List<TrainedNetworks> anew = Train(whole, new TrainingStage(folds.Count, IsRefit: true), options, courses);
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

    /// <summary>The trainings anew of all folds; null where there are none.</summary>
    private static RefitTraining? RefitOf(List<RefittedFold> refits) => refits.Count == 0 ? null : new RefitTraining(
        [.. refits.SelectMany(fold => fold.Histories)], refits[^1].Plan.Parts[0],
        refits[^1].First.JoinTests([.. refits.Select(fold => fold.Before)]));

    /// <summary>Trains the final networks on all data.</summary>
    /// <returns>Their training; null where it was stopped, so that the evaluated networks stay.</returns>
    private FinalTraining? FitOnAll(TaskData data, List<IReadOnlyList<TrainedNetworks>> folds, LearnerOptions options)
    {
        IReadOnlyList<Recipe> members = Recipe.MemberRecipes;
        IReadOnlyList<TrainingCourse>[] courses = [.. members.Select((member, index) => TrainingCourse.Of(
            member.Train, [.. folds.SelectMany(fold => fold[index].Histories)], folds.Count))];
        try
        {
            TaskPlan[] plans = Interruptible.Run<TaskPlan[]>(
                () => [.. members.Select(member => member.Locate(() => member.Task.PlanAll(member, data)))], options.CancellationToken);
            options.Progress?.OnFittingOnAll(plans[0], [.. courses.SelectMany(own => own).Select(course => course.Epochs)]);
            FitBaselines(plans[0], options.CancellationToken);
            List<TrainedNetworks> trained = Train(plans, new TrainingStage(folds.Count + 1), options, courses);
            if (trained[^1].IsStopped)
            {
                return null;
            }

            plans[0].ContinueFrom(Learned, plans);
            (_learned, _networks) = (plans[0].Learned, EnsembleOf(plans, [.. trained.Select(member => member.Networks)]));
            return new FinalTraining([.. trained.SelectMany(member => member.Histories)], plans[0].Parts[0]);
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            return null;
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
