using System.Diagnostics;
using System.Globalization;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>Training with a full-batch optimizer: an epoch is a step.</summary>
internal sealed class FullBatchTrainer
{
    private readonly FullBatchOptimizer _optimizer;
    private readonly FitOptions _options;
    private readonly FullBatchProblem _problem;
    private readonly Evaluator? _evaluator;
    private readonly TrainingContext _context;
    private readonly Callback[] _callbacks;

    private FullBatchTrainer(
        Model model, FullBatchOptimizer optimizer, FullBatchProblem problem, Evaluator? evaluator, SampleSource training,
        in FitOptions options)
    {
        (_optimizer, _options, _problem, _evaluator, _callbacks) = (optimizer, options, problem, evaluator, [.. options.Callbacks]);
        _context = new TrainingContext(
            model, options, optimizer,
            ["loss", .. problem.Measurements.Names,
                .. evaluator is null ? [] : evaluator.Measurements.Names.Select(name => "val_" + name).Prepend("val_loss")])
        {
            Batches = 1,
            SamplesPerEpoch = training.Count,
            HigherIsBetter = problem.Measurements.HigherIsBetter,
            Warnings = problem.Warnings,
        };
    }

    public static History Fit(
        Model model, FullBatchOptimizer optimizer, SampleSource training, SampleSource? validation, in FitOptions options, WorkerTeam team)
    {
        RequireFullBatches(optimizer, options);
        using BatchAbort abort = new(options.CancellationToken);
        ulong seed = options.Seed ?? model.Seed;
        var problem = new FullBatchProblem(model, training, options.BatchSize, seed, team, abort.Token);
        Evaluator? evaluator = validation is null ? null : new Evaluator(
            model, validation, new PredictOptions().BatchSize, team, options.Validation is null ? "" : Evaluator.ValidationSamples,
            abort.Token);
        return new FullBatchTrainer(model, optimizer, problem, evaluator, training, options).Run(model, seed);
    }

    private static void RequireFullBatches(FullBatchOptimizer optimizer, in FitOptions options)
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
    }

    private History Run(Model model, ulong seed)
    {
        Array.ForEach(_callbacks, callback => callback.OnTrainBegin(_context));
        FullBatchSteps steps = _optimizer.CreateSteps(_problem);
        CheckpointSaver checkpoint = new(
            _options.Checkpoint,
            () => new CheckpointFile(_context, seed, _problem.Measurements, new FullBatchCheckpoint(_context, steps)));
        (int first, _) = checkpoint.Resume();
        WeightSnapshot kept = new(model.Parameters);
        kept.Take();
        try
        {
            if (first == 1)
            {
                steps.Begin(_problem.ReadWeights());
            }

            double[] gradient = [.. steps.Gradient];
            if (NonFinite(steps.Value, gradient) is { } atStart)
            {
                _context.Stop(StopReason.NonFinite, $"Before the first step, {atStart}");
            }

            for (int epoch = first; epoch <= _options.Epochs && !_context.StopRequested; epoch++)
            {
                if (!RunEpoch(epoch, steps, gradient, kept))
                {
                    break;
                }

                if (_context.StopReason != StopReason.NonFinite)
                {
                    checkpoint.EndEpoch(epoch, epoch == _options.Epochs || _context.StopRequested);
                }
            }
        }
        catch (OperationCanceledException) when (_options.CancellationToken.IsCancellationRequested)
        {
            // An evaluation was aborted: what counts is the point before it.
            _context.Stop(StopReason.Cancelled);
        }

        kept.PutBack();
        model.ResetState();
        Array.ForEach(_callbacks, callback => callback.OnTrainEnd(_context));
        return _context.ToHistory();
    }

    /// <summary>Makes a step, and evaluates and records where it led to; false where that is not finite.</summary>
    private bool RunEpoch(int epoch, FullBatchSteps steps, double[] gradient, WeightSnapshot kept)
    {
        (_context.Epoch, _context.Batch) = (epoch, 1);
        TimeSpan begin = _context.Elapsed;
        long waited = _problem.WaitingTicks;
        Array.ForEach(_callbacks, callback => callback.OnEpochBegin(_context));
        Array.ForEach(_callbacks, callback => callback.OnBatchBegin(_context));
        bool improved = steps.Step();

        // What was tried last need not be what was chosen; the loss reported is that of the weights that the epoch ends with.
        _context.BatchLoss = _problem.Evaluate(steps.Point, gradient);
        if (NonFinite(_context.BatchLoss, gradient) is { } cause)
        {
            _context.Stop(StopReason.NonFinite, string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}: {cause}"));
            return false;
        }

        kept.Take();
        _context.Step++;
        _context.SamplesSeen += _context.SamplesPerEpoch;
        Array.ForEach(_callbacks, callback => callback.OnBatchEnd(_context));
        Dictionary<string, double> metrics = [];
        _problem.Measurements.WriteResults(metrics, "");
        double? validationLoss = null;
        if (_evaluator is not null)
        {
            Array.ForEach(_callbacks, callback => callback.OnValidationBegin(_context));
            validationLoss = _evaluator.MeanLoss();
            _evaluator.Measurements.WriteResults(metrics, "val_");
        }

        _context.Record(
            new EpochRecord(epoch, _context.BatchLoss, validationLoss, _optimizer.LearningRate, _context.Elapsed - begin, metrics)
            {
                WaitingTime = Stopwatch.GetElapsedTime(waited, _problem.WaitingTicks),
            });
        Array.ForEach(_callbacks, callback => callback.OnEpochEnd(_context));
        if (_evaluator?.NonFiniteCause is { } spoilt)
        {
            _context.Stop(StopReason.NonFinite, NonFiniteGuard.Validation(epoch, spoilt));
        }

        if (!improved)
        {
            _context.Stop(StopReason.Converged);
        }

        if (_options.CancellationToken.IsCancellationRequested)
        {
            _context.Stop(StopReason.Cancelled);
        }

        return true;
    }

    /// <summary>Why a point is none to go on from; null where loss and gradient are finite.</summary>
    private string? NonFinite(double loss, double[] gradient) =>
        double.IsFinite(loss) && Array.TrueForAll(gradient, double.IsFinite) ? null
        : $"the loss or its gradient is not finite, so that training ended with the weights before it. {_problem.NonFiniteCause}";
}
