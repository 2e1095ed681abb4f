using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The training loop: epochs of shuffled batches, each cut into shards, run forward and backward, and stepped.</summary>
internal sealed class Trainer
{
    private readonly Model _model;
    private readonly SampleSource _training;
    private readonly FitOptions _options;
    private readonly Optimizer _optimizer;
    private readonly Loss _loss;
    private readonly ulong _seed;
    private readonly int[] _order;
    private readonly ShardPlans _plans;
    private readonly MetricState[] _metrics;
    private readonly GradientStep _step;
    private readonly OptimizerState _state;
    private readonly WorkerTeam _team;
    private readonly Evaluator? _validation;
    private readonly Action<int> _runShard;
    private readonly Callback[] _callbacks;
    private ShardPlan _plan = null!;
    private int _start;
    private float _scale;

    private Trainer(Model model, SampleSource training, SampleSource? validation, in FitOptions options, WorkerTeam team)
    {
        _model = model;
        _training = training;
        _options = options;
        _team = team;
        (_optimizer, _loss) = model.RequireCompiled();
        model.RequireInput(training);
        Model.RequireTarget(training, model.InferOutputs([training.InputShape])[0]);
        _seed = options.Seed ?? model.Seed;
        _order = [.. Enumerable.Range(0, training.Count)];
        _plans = new ShardPlans(model, training.InputShape, training.TargetShape, training: true, model.Metrics);
        _metrics = [.. model.Metrics.Select(metric => new MetricState(metric, model.OutputShape.Features))];
        _state = model.OptimizerState ??= new OptimizerState(_optimizer, model.GradientLength);
        _step = new GradientStep(model, _state, team);
        _validation = validation is null ? null : new Evaluator(model, validation, new PredictOptions().BatchSize, team);
        _runShard = RunShard;
        _callbacks = [.. options.Callbacks];
    }

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

        using var team = new WorkerTeam(options.Threads);
        return new Trainer(model, training, validation, options, team).Run();
    }

    private History Run()
    {
        int batches = (_training.Count + _options.BatchSize - 1) / _options.BatchSize;
        var context = new TrainingContext(_model, _options, _optimizer, MonitorNames())
        {
            Batches = batches,
            SamplesPerEpoch = _training.Count,
        };
        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainBegin(context);
        }

        for (int epoch = 1; epoch <= _options.Epochs && !StopRequested(context); epoch++)
        {
            RunEpoch(context, epoch);
        }

        foreach (Callback callback in _callbacks)
        {
            callback.OnTrainEnd(context);
        }

        return context.ToHistory();
    }

    private void RunEpoch(TrainingContext context, int epoch)
    {
        context.Epoch = epoch;
        TimeSpan begin = context.Elapsed;
        foreach (Callback callback in _callbacks)
        {
            callback.OnEpochBegin(context);
        }

        float learningRate = _optimizer.LearningRate;
        if (_options.Shuffle)
        {
            // Each epoch's order follows from the seed and the epoch alone, whatever came before.
            for (int i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            new RandomStream(_seed, RandomStreams.Shuffling + (ulong)epoch).Shuffle<int>(_order);
        }

        foreach (MetricState state in _metrics)
        {
            state.Reset();
        }

        double epochLoss = 0;
        for (int batch = 1; batch <= context.Batches; batch++)
        {
            _start = (batch - 1) * _options.BatchSize;
            int rows = Math.Min(_options.BatchSize, _order.Length - _start);
            double loss = RunBatch(rows);
            epochLoss += loss * rows;
            context.Batch = batch;
            context.SamplesSeen += rows;
            context.BatchLoss = loss;
            foreach (Callback callback in _callbacks)
            {
                callback.OnBatchEnd(context);
            }

            if (StopRequested(context))
            {
                return;
            }
        }

        double? validationLoss = _validation?.MeanLoss();
        context.Record(new EpochRecord(
            epoch, epochLoss / _order.Length, validationLoss, learningRate, context.Elapsed - begin, MetricResults()));
        foreach (Callback callback in _callbacks)
        {
            callback.OnEpochEnd(context);
        }
    }

    /// <summary>One step on a batch.</summary>
    /// <returns>The batch's mean loss, before the step.</returns>
    private double RunBatch(int rows)
    {
        _plan = _plans.For(rows);
        double terms = (double)rows * _training.TargetShape.Timesteps * _loss.TermsPerStep(_training.TargetShape.Features);
        _scale = (float)(1 / terms);
        _model.Prepare(training: true);
        _team.Run(_plan.Cut.Count, _runShard);
        _plan.CollectMetrics(_metrics);
        _step.Run(_plan);
        return _plan.TotalLoss() / terms;
    }

    private void RunShard(int shard)
    {
        ShardPass pass = _plan.Passes[shard];
        ReadOnlySpan<int> rows = _order.AsSpan(_start + _plan.Cut.Start(shard), _plan.Cut.Length(shard));
        TimeMajorSpan target = _plan.Target(shard);
        _training.CopyInputs(rows, pass.Input);
        _training.CopyTargets(rows, target);
        pass.Context.Training = true;
        pass.Context.AllGradients.Clear();
        pass.Context.Random.Reset(_seed, RandomStreams.Passes + ((ulong)_state.Step << 12) + (ulong)shard);
        pass.Forward();
        _plan.Losses[shard] = _loss.Accumulate(pass.Output, target, default, pass.OutputGradient, _scale);
        _plan.MeasureMetrics(shard, _model.Metrics);
        pass.Backward();
    }

    private bool StopRequested(TrainingContext context)
    {
        if (_options.CancellationToken.IsCancellationRequested)
        {
            context.Stop(StopReason.Cancelled);
        }

        return context.StopRequested;
    }

    private List<string> MonitorNames()
    {
        List<string> names = ["loss", .. _metrics.Select(state => state.Metric.Name)];
        if (_validation is not null)
        {
            names.Add("val_loss");
            names.AddRange(_metrics.Select(state => "val_" + state.Metric.Name));
        }

        return names;
    }

    private Dictionary<string, double> MetricResults()
    {
        Dictionary<string, double> results = [];
        foreach (MetricState state in _metrics)
        {
            results[state.Metric.Name] = state.Result;
        }

        foreach (MetricState state in _validation?.Metrics ?? [])
        {
            results["val_" + state.Metric.Name] = state.Result;
        }

        return results;
    }
}
