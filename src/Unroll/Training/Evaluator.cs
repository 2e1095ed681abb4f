using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Measures loss and metrics of a model on samples, again and again without allocating.</summary>
internal sealed class Evaluator
{
    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly Loss _loss;
    private readonly int _batchSize;
    private readonly WorkerTeam _team;
    private readonly int[] _indices;
    private readonly ShardPlans _plans;
    private readonly MetricState[] _metrics;
    private readonly Action<int> _evaluateShard;
    private ShardPlan _plan = null!;
    private int _start;

    public Evaluator(Model model, SampleSource samples, int batchSize, WorkerTeam team)
    {
        _model = model;
        _samples = samples;
        _batchSize = batchSize;
        _team = team;
        (_, _loss) = model.RequireCompiled();
        model.RequireInput(samples);
        if (samples.Count == 0)
        {
            throw new ArgumentException("There are no samples to evaluate: give at least one.", nameof(samples));
        }

        _indices = [.. Enumerable.Range(0, samples.Count)];
        _plans = new ShardPlans(model, samples.InputShape, samples.TargetShape, training: false, model.Metrics);
        _metrics = [.. model.Metrics.Select(metric => new MetricState(metric, model.OutputShape.Features))];
        _evaluateShard = EvaluateShard;
        Model.RequireTarget(samples, model.InferOutputs([samples.InputShape])[0]);
    }

    public IReadOnlyList<MetricState> Metrics => _metrics;

    public EvaluationResult Evaluate()
    {
        double loss = MeanLoss();
        return new EvaluationResult(loss, _metrics.ToDictionary(state => state.Metric.Name, state => state.Result));
    }

    /// <summary>The mean loss; the metrics are in <see cref="Metrics"/> afterwards.</summary>
    public double MeanLoss()
    {
        _model.Prepare(training: false);
        foreach (MetricState state in _metrics)
        {
            state.Reset();
        }

        double sum = 0;
        for (_start = 0; _start < _samples.Count; _start += _batchSize)
        {
            _plan = _plans.For(Math.Min(_batchSize, _samples.Count - _start));
            _team.Run(_plan.Cut.Count, _evaluateShard);
            sum += _plan.TotalLoss();
            _plan.CollectMetrics(_metrics);
        }

        return sum / ((double)_samples.Count * _samples.TargetShape.Timesteps * _loss.TermsPerStep(_samples.TargetShape.Features));
    }

    private void EvaluateShard(int shard)
    {
        ShardPass pass = _plan.Passes[shard];
        ReadOnlySpan<int> rows = _indices.AsSpan(_start + _plan.Cut.Start(shard), _plan.Cut.Length(shard));
        _samples.CopyInputs(rows, pass.Input);
        _samples.CopyTargets(rows, _plan.Target(shard));
        pass.Forward();
        _plan.Losses[shard] = _loss.Accumulate(pass.Output, _plan.Target(shard), default, default, 1f);
        _plan.MeasureMetrics(shard, _model.Metrics);
    }
}
