using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The evaluation of a model's loss and metrics on samples, repeatedly without allocating.</summary>
internal sealed class Evaluator
{
    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly int _batchSize;
    private readonly WorkerTeam _team;
    private readonly int[] _indices;
    private readonly ShardPlans _plans;
    private readonly Action<int> _evaluateShard;
    private ShardPlan _plan = null!;
    private int _start;

    public Evaluator(Model model, SampleSource samples, int batchSize, WorkerTeam team)
    {
        _model = model;
        _samples = samples;
        _batchSize = batchSize;
        _team = team;
        if (samples.Count == 0)
        {
            throw new ArgumentException("There are no samples to evaluate: give at least one.", nameof(samples));
        }

        IReadOnlyList<OutputLoss> losses = ModelRequirements.CheckSamples(model, samples);
        _indices = [.. Enumerable.Range(0, samples.Count)];
        _plans = new ShardPlans(model, samples, losses, new PassOptions(Training: false));
        Measurements = new Measurements(losses, model.OutputNames, model.Network.InferOutputs(samples.GetInputShapes()));
        _evaluateShard = EvaluateShard;
    }

    /// <summary>The results of the last evaluation.</summary>
    public Measurements Measurements { get; }

    public EvaluationResult Evaluate()
    {
        double loss = MeanLoss();
        Dictionary<string, double> metrics = [];
        Measurements.WriteResults(metrics, "");
        return new EvaluationResult(loss, metrics);
    }

    /// <summary>The mean loss; losses and metrics are in <see cref="Measurements"/> afterwards.</summary>
    public double MeanLoss()
    {
        _model.Prepare(training: false);
        Measurements.Reset();
        for (_start = 0; _start < _samples.Count; _start += _batchSize)
        {
            int rows = Math.Min(_batchSize, _samples.Count - _start);
            _plan = _plans.For(rows);
            _team.Run(_plan.Cut.Count, _evaluateShard);
            _plan.Collect(Measurements);
            Measurements.AddPenalty(_plan.Penalty(), rows);
        }

        return Measurements.Loss;
    }

    private void EvaluateShard(int shard)
    {
        _plan.Data(shard).Load(_samples, _indices.AsSpan(_start + _plan.Cut.Start(shard), _plan.Cut.Length(shard)));
        _plan.Forward(shard);
        _plan.Measure(shard, default);
    }
}
