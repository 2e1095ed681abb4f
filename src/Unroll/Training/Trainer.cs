using System.Diagnostics;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The training loop: epochs of shuffled batches, each cut into shards, run forward and backward, and stepped.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly Model _model;
    private readonly FitOptions _options;
    private readonly Optimizer _optimizer;
    private readonly ulong _seed;
    private readonly BatchFeed _feed;
    private readonly BatchRunner _runner;
    private readonly OptimizerState _state;
    private readonly WorkerTeam _team;
    private readonly BatchAbort _abort;
    private readonly Evaluator? _validation;
    private readonly WeightAverage? _average;
    private readonly Callback[] _callbacks;
    private readonly TrainingContext _context;
    private GradientStep _step;
    private float _learningRate;
    private long? _saved;
    private ulong _passes;
    private int _pending;

    private Trainer(Model model, SampleSource training, SampleSource? validation, in FitOptions options, WorkerTeam team)
    {
        _model = model;
        _options = options;
        _team = team;
        (_optimizer, _) = model.RequireCompiled();
        _seed = options.Seed ?? model.Seed;
        _abort = new BatchAbort(options.CancellationToken);
        _runner = new BatchRunner(model, training, _seed, options.TruncatedSteps, team, _abort.Token);
        _feed = new BatchFeed(model, training, options, _seed, _runner);
        _state = model.OptimizerState ??= new OptimizerState(_optimizer, model.GradientLength);
        _step = new GradientStep(model, _state, team);
        _passes = (ulong)_state.Step;
        int evaluated = IsStateful ? options.BatchSize : new PredictOptions().BatchSize;
        _validation = validation is null ? null : new Evaluator(
            model, validation, evaluated, team, options.Validation is null ? "" : Evaluator.ValidationSamples,
            _abort.Token);
        _average = options.WeightAverageDecay > 0 ? new WeightAverage(model, options.WeightAverageDecay) : null;
        _callbacks = [.. options.Callbacks];
        _context = new TrainingContext(model, options, _optimizer, MonitorNames())
        {
            Batches = _feed.Batches,
            SamplesPerEpoch = training.Count,
            Step = _state.Step,
            HigherIsBetter = _runner.Measurements.HigherIsBetter,
        };
    }

    private bool IsStateful => _model.RecurrentLayers.Any(layer => layer.Stateful);

    public static History Fit(Model model, SampleSource training, in FitOptions options)
    {
        SampleSource? validation = options.Validation;
        if (options.ValidationSplit > 0)
        {
            if (validation is not null)
            {
                throw new ArgumentException("Both Validation and ValidationSplit are given: give one of them.", nameof(options));
            }

            int kept = training.Count - (int)(training.Count * options.ValidationSplit);
            validation = new SubsetSource(training, kept, training.Count - kept);
            training = new SubsetSource(training, 0, kept);
        }

        if (training.Count == 0)
        {
            throw new ArgumentException("There are no samples to train on: give at least one.", nameof(training));
        }

        if (validation is { Count: 0 })
        {
            throw new ArgumentException("The validation part has no samples: give more data or a larger ValidationSplit.", nameof(options));
        }

        TrainingRequirements.Check(model, training, options);
        long start = Stopwatch.GetTimestamp();
        using var team = new WorkerTeam(options.Threads);
        if (!TryDrawWeights(model, options, team))
        {
            return new History([], StopReason.Cancelled, null, Stopwatch.GetElapsedTime(start));
        }

        if (model.Optimizer is FullBatchOptimizer fullBatch)
        {
            return FullBatchTrainer.Fit(model, fullBatch, training, validation, options, team);
        }

        using var trainer = new Trainer(model, training, validation, options, team);
        return trainer.Run();
    }

    /// <summary>Ends the thread that prepares batches.</summary>
    public void Dispose()
    {
        _feed.Dispose();
        _abort.Dispose();
    }

    /// <summary>Draws the initial weights, with all threads, unless a checkpoint will replace them.</summary>
    /// <returns>Whether it was not cancelled.</returns>
    private static bool TryDrawWeights(Model model, FitOptions options, WorkerTeam team)
    {
        if (options.Checkpoint is { } checkpoint && File.Exists(checkpoint.Path))
        {
            return true;
        }

        try
        {
            team.Run(1, _ => model.DrawWeights(options.CancellationToken));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private History Run()
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBegin(_context);
        }

        (int epoch, int batch) = (1, 0);
        if (_options.Checkpoint is { } checkpoint && File.Exists(checkpoint.Path))
        {
            (epoch, batch) = Checkpoint().Restore(checkpoint.Path);
        }

        for (; epoch <= _options.Epochs && !StopRequested(); epoch++, batch = 0)
        {
            try
            {
                RunEpoch(epoch, batch);
            }
            catch (OperationCanceledException) when (StopRequested())
            {
                // The batch was aborted, and its step not made. The checkpoint is still the one before the batches of this epoch.
            }
        }

        // What the model keeps is the average; the weights that led to it are no longer needed.
        _average?.Show();
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainEnd(_context);
        }

        return _context.ToHistory();
    }

    /// <summary>Runs an epoch, or the rest of one that a checkpoint cut.</summary>
    private void RunEpoch(int epoch, int batchesDone)
    {
        _context.Epoch = epoch;
        TimeSpan begin = _context.Elapsed;
        long waited = _runner.WaitingTicks;
        if (batchesDone == 0)
        {
            foreach (Callback callback in _callbacks)
            {
                callback.OnEpochBegin(_context);
            }

            // Data start over: so do the states that were carried through them.
            _model.ResetState();
            _runner.Measurements.Reset();
        }

        if (!_step.Trains(_model.TrainedParameters))
        {
            // A callback froze or thawed layers.
            _step = new GradientStep(_model, _state, _team);
        }

        _learningRate = _optimizer.LearningRate;
        _step.MeasuresNorms = _context.MeasuresGradients;
        _feed.StartEpoch(epoch, batchesDone);
        for (int batch = batchesDone + 1; batch <= _context.Batches; batch++)
        {
            RunBatch(batch);
            bool stops = StopRequested();
            if (_options.Checkpoint is { } checkpoint
                && (stops || (checkpoint.EveryBatches > 0 && batch % checkpoint.EveryBatches == 0 && batch < _context.Batches)))
            {
                Checkpoint().Save(checkpoint.Path, epoch, batch);
            }

            if (stops)
            {
                return;
            }
        }

        // An epoch from its first batch on has used every sample.
        _runner.ChecksTargets &= batchesDone > 0;
        StepAccumulated();
        _average?.Show();
        double? validationLoss = Validate();
        Dictionary<string, double> metrics = [];
        _runner.Measurements.WriteResults(metrics, "");
        _validation?.Measurements.WriteResults(metrics, "val_");
        _context.Record(new EpochRecord(epoch, _runner.Measurements.Loss, validationLoss, _learningRate, _context.Elapsed - begin, metrics)
        {
            WaitingTime = Stopwatch.GetElapsedTime(waited, _runner.WaitingTicks),
        });
        foreach (Callback callback in _callbacks)
        {
            callback.OnEpochEnd(_context);
        }

        _average?.Hide();
        bool ends = epoch == _options.Epochs || StopRequested();
        if (_options.Checkpoint is { } file && (ends || _saved is not { } saved || Stopwatch.GetElapsedTime(saved) >= file.MinimumInterval))
        {
            Checkpoint().Save(file.Path, epoch + 1, 0);
            _saved = Stopwatch.GetTimestamp();
        }
    }

    private void RunBatch(int batch)
    {
        _context.Batch = batch;
        foreach (Callback callback in _callbacks)
        {
            callback.OnBatchBegin(_context);
        }

        _learningRate = _optimizer.LearningRate;
        (long begin, long waited) = (Stopwatch.GetTimestamp(), _runner.WaitingTicks);
        Batch samples = _feed.Take(out BatchStage? stage);
        double loss = 0, terms = 0;
        for (int piece = 0; piece < _runner.Pieces; piece++)
        {
            _runner.Run(samples, stage, piece, _passes++);
            if (!_runner.HasGradients || _runner.Terms == 0)
            {
                continue;
            }

            loss += _runner.Loss * _runner.Terms;
            terms += _runner.Terms;
            if (_options.AccumulationSteps == 1)
            {
                _step.Run(_runner.Plan);
                _average?.Update();
            }
            else
            {
                _step.Add(_runner.Plan, _runner.Terms);
                if (++_pending == _options.AccumulationSteps)
                {
                    StepAccumulated();
                }
            }
        }

        _feed.Tell(Stopwatch.GetTimestamp() - begin, _runner.WaitingTicks - waited);
        _context.Step = _state.Step;
        _context.SamplesSeen += samples.Rows;
        _context.BatchLoss = terms > 0 ? loss / terms : 0;
        if (_context.MeasuresGradients)
        {
            _context.GradientNorms = _step.NormsByName(_model);
        }

        foreach (Callback callback in _callbacks)
        {
            callback.OnBatchEnd(_context);
        }
    }

    /// <summary>Makes the step that the gradients kept are for, if there are any.</summary>
    private void StepAccumulated()
    {
        if (_pending > 0)
        {
            _step.RunAccumulated();
            _average?.Update();
            _pending = 0;
            _context.Step = _state.Step;
        }
    }

    private double? Validate()
    {
        if (_validation is null)
        {
            return null;
        }

        foreach (Callback callback in _callbacks)
        {
            callback.OnValidationBegin(_context);
        }

        // Validation samples are sequences of their own.
        _model.ResetState();
        double loss = _validation.MeanLoss();
        _model.ResetState();
        return loss;
    }

    private bool StopRequested()
    {
        if (_options.CancellationToken.IsCancellationRequested)
        {
            _context.Stop(StopReason.Cancelled);
        }

        return _context.StopRequested;
    }

    private List<string> MonitorNames()
    {
        List<string> names = ["loss", .. _runner.Measurements.Names];
        if (_validation is not null)
        {
            names.Add("val_loss");
            names.AddRange(_validation.Measurements.Names.Select(name => "val_" + name));
        }

        return names;
    }

    private CheckpointFile Checkpoint() => new(_context, _seed, _state, _step, _runner.Measurements, _average)
    {
        Passes = () => (_passes, _pending),
        SetPasses = (passes, pending) => (_passes, _pending) = (passes, pending),
    };
}
