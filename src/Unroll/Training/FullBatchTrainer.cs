using System.Diagnostics;
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
            .. options.Checkpoint is null ? (string[])[] : ["Checkpoint"],
            .. options.TruncatedSteps > 0 ? (string[])["TruncatedSteps"] : [],
            .. options.AccumulationSteps > 1 ? (string[])["AccumulationSteps"] : [],
            .. options.WeightAverageDecay > 0 ? (string[])["WeightAverageDecay"] : [],
            .. options.BucketByLength ? (string[])["BucketByLength"] : [],
        ];
        if (unfit.Length > 0)
        {
            throw new ArgumentException(
                $"{optimizer.Name} makes each step from all samples: leave {string.Join(" and ", unfit)} out, or choose another optimizer.");
        }

        if (optimizer.Clipping is not null)
        {
            throw new ArgumentException(
                $"{optimizer.Name} chooses the length of its steps by the loss: leave the clipping of gradients out, or choose another "
                + "optimizer.");
        }

        using BatchAbort abort = new(options.CancellationToken);
        var problem = new FullBatchProblem(model, training, options.BatchSize, options.Seed ?? model.Seed, team, abort.Token);
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
        double[] point = problem.ReadWeights();
        FullBatchSteps? steps = null;
        try
        {
            steps = optimizer.Start(problem, point);
            double[] gradient = new double[problem.Length];
            for (int epoch = 1; epoch <= options.Epochs && !context.StopRequested; epoch++)
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
                if (!improved)
                {
                    context.Stop(StopReason.Converged);
                }

                if (options.CancellationToken.IsCancellationRequested)
                {
                    context.Stop(StopReason.Cancelled);
                }
            }
        }
        catch (OperationCanceledException) when (options.CancellationToken.IsCancellationRequested)
        {
            // An evaluation was aborted: what counts is the point before it.
            context.Stop(StopReason.Cancelled);
        }

        problem.WriteWeights(steps?.Point ?? point);
        model.ResetState();
        Array.ForEach(callbacks, callback => callback.OnTrainEnd(context));
        return context.ToHistory();
    }
}
