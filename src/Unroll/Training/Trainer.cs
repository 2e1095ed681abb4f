using System.Diagnostics;
using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The training loop: epochs of shuffled batches, each cut into shards, run forward and backward, and stepped.</summary>
internal sealed partial class Trainer : IDisposable
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
    private readonly RunningAverage? _average;
    private readonly NonFiniteGuard _guard;
    private readonly Callback[] _callbacks;
    private readonly TrainingContext _context;
    private readonly CheckpointSaver _checkpoint;
    private GradientStep _step;
    private float _learningRate;
    private int _pending;

    private Trainer(Model model, SampleSource training, SampleSource? validation, in FitOptions options, WorkerTeam team)
    {
        _model = model;
        _options = options;
        _team = team;
        (_optimizer, _) = model.RequireCompiled();
        _seed = options.Seed ?? model.Seed;
        _abort = new BatchAbort(options.CancellationToken);
        _runner = new BatchRunner(
            model, training, _seed, options.TruncatedSteps, team, _abort.Token, SampleAugmenter.For(model, training, options, _seed));
        _feed = new BatchFeed(model, training, options, _seed, _runner);
        _state = model.OptimizerState ??= new OptimizerState(_optimizer, model.GradientLength);
        _step = new GradientStep(model, _state, team);
        int evaluated = IsStateful ? options.BatchSize : new PredictOptions().BatchSize;
        _validation = validation is null ? null : new Evaluator(
            model, _feed.Samples < training.Count ? SubsetSource.Spread(validation, _feed.Samples) : validation, evaluated, team,
            options.Validation is null ? "" : Evaluator.ValidationSamples,
            _abort.Token);
        _guard = new NonFiniteGuard(model, training, _runner);
        _average = options.WeightAverage is { } rule ? new RunningAverage(model, rule) : null;
        _callbacks = [.. options.Callbacks];
        _context = new TrainingContext(model, options, _optimizer, MonitorNames())
        {
            Batches = _feed.Batches,
            SamplesPerEpoch = _feed.Samples,
            Step = _state.Step,
            HigherIsBetter = _runner.Measurements.HigherIsBetter,
            Warnings = _runner.Warnings,
        };
        _checkpoint = new CheckpointSaver(options.Checkpoint, Checkpoint);
    }

    private bool IsStateful => _model.RecurrentLayers.Any(layer => layer.Stateful);

    /// <summary>Ends the thread that prepares batches.</summary>
    public void Dispose()
    {
        _feed.Dispose();
        _abort.Dispose();
    }

    private History Run()
    {
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBegin(_context);
        }

        (int epoch, int batch) = _checkpoint.Resume();
        for (; epoch <= _options.Epochs && !StopRequested(); epoch++, batch = 0)
        {
            try
            {
                RunEpoch(epoch, batch);
            }
            catch (OperationCanceledException) when (StopRequested())
            {
                // The batch was aborted, and its step not made. The checkpoint is still the one before the batches of this epoch.
                _guard.PutBack();
            }
        }

        if (IsNonFinite)
        {
            // States that were carried through the batch are not finite, either.
            _model.ResetState();
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
            if (!IsNonFinite)
            {
                _checkpoint.EndBatch(epoch, batch, _context.Batches, stops);
            }

            if (stops)
            {
                return;
            }
        }

        // An epoch from its first batch on has used every sample, unless it has only some.
        _runner.ChecksTargets &= batchesDone > 0 || _options.StepsPerEpoch > 0;
        _state.Epochs = _feed.EpochsBefore + epoch;
        if (!StepAccumulated())
        {
            _context.Stop(StopReason.NonFinite, _guard.Describe(_context, _step, _learningRate));
            return;
        }

        _average?.EndEpoch(epoch);
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

        if (_validation?.NonFiniteCause is { } cause)
        {
            _context.Stop(StopReason.NonFinite, NonFiniteGuard.Validation(epoch, cause));
        }

        _average?.Hide();
        bool ends = epoch == _options.Epochs || StopRequested();
        if (!IsNonFinite)
        {
            _checkpoint.EndEpoch(epoch, ends);
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
        for (int piece = 0; piece < _runner.Pieces && !_context.StopRequested; piece++)
        {
            _guard.Begin();
            _runner.Run(samples, stage, piece, _state.Passes++);
            if (!_runner.HasGradients || _runner.Terms == 0)
            {
                continue;
            }

            loss += _runner.Loss * _runner.Terms;
            terms += _runner.Terms;
            if (!double.IsFinite(_runner.Loss) || !MakeStep())
            {
                _guard.PutBack();
                _context.Stop(StopReason.NonFinite, _guard.Describe(_context, _step, _learningRate));
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

    private bool IsNonFinite => _context.StopRequested && _context.StopReason == StopReason.NonFinite;

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

    private CheckpointFile Checkpoint() => new(_context, _seed, _runner.Measurements, new GradientCheckpoint(_state, _step, _average)
    {
        Pending = () => _pending,
        SetPending = pending => _pending = pending,
        EpochsBefore = () => _feed.EpochsBefore,
        SetEpochsBefore = epochs => _feed.EpochsBefore = epochs,
    });
}
