using System.Diagnostics;
using System.Globalization;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>Training with a full-batch optimizer: an epoch is a step.</summary>
internal static class FullBatchTrainer
{
    public static History Fit(
        Model model, FullBatchOptimizer optimizer, SampleSource training, SampleSource? validation, in FitOptions options, WorkerTeam team)
    {
        string[] unfit =
        [
            .. options.TruncatedSteps > 0 ? (string[])["TruncatedSteps"] : [],
            .. options.AccumulationSteps > 1 ? (string[])["AccumulationSteps"] : [],
            .. options.StepsPerEpoch > 0 ? (string[])["StepsPerEpoch"] : [],
            .. options.WeightAverage is null ? (string[])[] : ["WeightAverage"],
            .. options.BucketByLength ? (string[])["BucketByLength"] : [],
        ];
        if (unfit.Length > 0)
        {
            throw new ArgumentException(
                $"{optimizer.Name} makes each step from all samples: leave {string.Join(" and ", unfit)} out, or choose "
                + "another optimizer.");
        }

        if (optimizer.Clipping is not null)
        {
            throw new ArgumentException(
                $"{optimizer.Name} chooses the length of its steps by the loss: leave the clipping of gradients out, or choose another "
                + "optimizer.");
        }

        using BatchAbort abort = new(options.CancellationToken);
        ulong seed = options.Seed ?? model.Seed;
        var problem = new FullBatchProblem(model, training, options.BatchSize, seed, team, abort.Token);
        Evaluator? evaluator = validation is null ? null : new Evaluator(
            model, validation, new PredictOptions().BatchSize, team, options.Validation is null ? "" : Evaluator.ValidationSamples,
            abort.Token);
        var context = new TrainingContext(
            model, options, optimizer,
            ["loss", .. problem.Measurements.Names,
                .. evaluator is null ? [] : evaluator.Measurements.Names.Select(name => "val_" + name).Prepend("val_loss")])
        {
            Batches = 1,
            SamplesPerEpoch = training.Count,
            HigherIsBetter = problem.Measurements.HigherIsBetter,
        };
        Callback[] callbacks = [.. options.Callbacks];
        Array.ForEach(callbacks, callback => callback.OnTrainBegin(context));
        FullBatchSteps steps = optimizer.CreateSteps(problem);
        CheckpointSaver checkpoint = new(
            options.Checkpoint,
            () => new CheckpointFile(context, seed, problem.Measurements, new FullBatchCheckpoint(context, steps)));
        (int first, _) = checkpoint.Resume();
        WeightSnapshot kept = new(model.Parameters);
        kept.Take();
        try
        {
            if (first == 1)
            {
                steps.Begin(problem.ReadWeights());
            }

            double[] gradient = [.. steps.Gradient];
            if (NonFinite(problem, steps.Value, gradient) is { } atStart)
            {
                context.Stop(StopReason.NonFinite, $"Before the first step, {atStart}");
            }

            for (int epoch = first; epoch <= options.Epochs && !context.StopRequested; epoch++)
            {
                context.Epoch = epoch;
                context.Batch = 1;
                TimeSpan begin = context.Elapsed;
                long waited = problem.WaitingTicks;
                Array.ForEach(callbacks, callback => callback.OnEpochBegin(context));
                Array.ForEach(callbacks, callback => callback.OnBatchBegin(context));
                bool improved = steps.Step();

                // What was tried last need not be what was chosen; the loss reported is that of the weights that the epoch ends with.
                context.BatchLoss = problem.Evaluate(steps.Point, gradient);
                if (NonFinite(problem, context.BatchLoss, gradient) is { } cause)
                {
                    context.Stop(StopReason.NonFinite, string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}: {cause}"));
                    break;
                }

                kept.Take();
                context.Step++;
                context.SamplesSeen += training.Count;
                Array.ForEach(callbacks, callback => callback.OnBatchEnd(context));
                Dictionary<string, double> metrics = [];
                problem.Measurements.WriteResults(metrics, "");
                double? validationLoss = null;
                if (evaluator is not null)
                {
                    Array.ForEach(callbacks, callback => callback.OnValidationBegin(context));
                    validationLoss = evaluator.MeanLoss();
                    evaluator.Measurements.WriteResults(metrics, "val_");
                }

                context.Record(
                    new EpochRecord(epoch, context.BatchLoss, validationLoss, optimizer.LearningRate, context.Elapsed - begin, metrics)
                    {
                        WaitingTime = Stopwatch.GetElapsedTime(waited, problem.WaitingTicks),
                    });
                Array.ForEach(callbacks, callback => callback.OnEpochEnd(context));
                if (evaluator?.NonFiniteCause is { } spoilt)
                {
                    context.Stop(StopReason.NonFinite, NonFiniteGuard.Validation(epoch, spoilt));
                }

                if (!improved)
                {
                    context.Stop(StopReason.Converged);
                }

                if (options.CancellationToken.IsCancellationRequested)
                {
                    context.Stop(StopReason.Cancelled);
                }

                if (!context.StopRequested || context.StopReason != StopReason.NonFinite)
                {
                    checkpoint.EndEpoch(epoch, epoch == options.Epochs || context.StopRequested);
                }
            }
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            // An evaluation was aborted: what counts is the point before it.
            context.Stop(StopReason.Cancelled);
        }

        kept.PutBack();
        model.ResetState();
        Array.ForEach(callbacks, callback => callback.OnTrainEnd(context));
        return context.ToHistory();
    }

    /// <summary>Why a point is none to go on from; null where loss and gradient are finite.</summary>
    private static string? NonFinite(FullBatchProblem problem, double loss, double[] gradient) =>
        double.IsFinite(loss) && Array.TrueForAll(gradient, double.IsFinite) ? null
        : $"the loss or its gradient is not finite, so that training ended with the weights before it. {problem.NonFiniteCause}";
}
