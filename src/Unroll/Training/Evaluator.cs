using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The evaluation of a model's loss and metrics on samples, repeatedly without allocating.</summary>
internal sealed class Evaluator
{
    /// <summary>The name of samples that are apart from those of training.</summary>
    public const string ValidationSamples = " of the validation samples";

    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly int _batchSize;
    private readonly WorkerTeam _team;
    private readonly int[] _indices;
    private readonly ShardPlans _plans;
    private readonly Action<int> _evaluateShard;
    private readonly TargetCheck _targetCheck;
    private bool _checksTargets;
    private ShardPlan _plan = null!;
    private int _start;

    /// <summary>Plans the evaluation; builds the model if need be.</summary>
    /// <param name="model">The model, compiled.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="batchSize">Samples a batch.</param>
    /// <param name="team">The threads.</param>
    /// <param name="where">What the samples are, for messages: <see cref="ValidationSamples"/>; empty where they are the only ones.</param>
    /// <param name="abort">Ends an evaluation under way, which then throws.</param>
    public Evaluator(
        Model model, SampleSource samples, int batchSize, WorkerTeam team, string where = "", CancellationToken abort = default)
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
        _plans = new ShardPlans(model, samples, losses, new PassOptions(Training: false, Cancellation: abort));
        Shape[] outputs = model.Network.InferOutputs(samples.GetInputShapes());
        _targetCheck = new TargetCheck(losses, outputs, where);
        _checksTargets = !_targetCheck.TryCheckAll(model, samples);
        Measurements = new Measurements(losses, model.OutputNames, outputs);
        _evaluateShard = EvaluateShard;
    }

    /// <summary>The results of the last evaluation.</summary>
    public Measurements Measurements { get; }

    /// <summary>
    /// Where the loss of the last evaluation first was not finite; null where it was.
    /// </summary>
    public string? NonFiniteCause { get; private set; }

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
        NonFiniteCause = null;
        for (_start = 0; _start < _samples.Count; _start += _batchSize)
        {
            int rows = Math.Min(_batchSize, _samples.Count - _start);
            _plan = _plans.For(rows);
            _team.Run(_plan.Cut.Count, _evaluateShard);
            _plan.Collect(Measurements);
            Measurements.AddPenalty(_plan.Penalty(), rows);
            if (NonFiniteCause is null && !double.IsFinite(Measurements.Loss))
            {
                NonFiniteCause = Training.NonFiniteCause.Find(_model, _samples, _plan, new Batch(_indices, _start, rows));
            }
        }

        _checksTargets = false;
        return Measurements.Loss;
    }

    private void EvaluateShard(int shard)
    {
        ReadOnlySpan<int> rows = _indices.AsSpan(_start + _plan.Cut.Start(shard), _plan.Cut.Length(shard));
        _plan.Data(shard).Load(_samples, rows);
        _plan.Forward(shard);
        if (_checksTargets)
        {
            _plan.CheckTargets(shard, _targetCheck, _samples, rows);
        }

        _plan.Measure(shard, default);
    }
}
