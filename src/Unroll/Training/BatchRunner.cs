using System.Diagnostics;
using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// Runs a model forward and backward on batches: losses, metrics and gradients, which stay in the shards of <see cref="Plan"/> until the
/// next run.
/// </summary>
internal sealed class BatchRunner
{
    private readonly Model _model;
    private readonly SampleSource _source;
    private readonly SampleAugmenter? _augmenter;
    private readonly IReadOnlyList<OutputLoss> _losses;
    private readonly ulong _seed;
    private readonly WorkerTeam _team;
    private readonly ShardPlans _plans;
    private readonly float[] _scales;
    private readonly Action<int> _runAll;
    private readonly Action<int> _runForward;
    private readonly Action<int> _runBackward;
    private readonly TargetCheck _targetCheck;
    private readonly bool _hasVectorTargets;
    private readonly bool _isWhole;
    private long[] _waited = [];
    private BatchStage? _stage;
    private Batch _batch;
    private ulong _pass;
    private int _timestep;
    private bool _isForwardOnly;

    /// <summary>Plans the runs; builds the model if need be.</summary>
    /// <param name="model">The model, compiled.</param>
    /// <param name="source">The samples.</param>
    /// <param name="seed">Seed of dropout and the like.</param>
    /// <param name="truncatedSteps">Timesteps of the pieces that sequences are cut into; 0 for whole sequences.</param>
    /// <param name="team">The threads.</param>
    /// <param name="abort">Ends a run under way, which then throws.</param>
    /// <param name="augmenter">What augments the samples; null for nothing.</param>
    public BatchRunner(
        Model model, SampleSource source, ulong seed, int truncatedSteps, WorkerTeam team, CancellationToken abort,
        SampleAugmenter? augmenter = null)
    {
        _model = model;
        _source = source;
        _augmenter = augmenter;
        _seed = seed;
        _team = team;
        _losses = ModelRequirements.CheckSamples(model, source);
        TruncatedSteps = truncatedSteps;
        _plans = new ShardPlans(model, source, _losses, new PassOptions(
            Training: true, CarryState: truncatedSteps > 0, Cancellation: abort));
        _scales = new float[_losses.Count];
        Shape[] outputs = model.Network.InferOutputs(source.GetInputShapes());
        _targetCheck = new TargetCheck(_losses, outputs);
        ChecksTargets = !_targetCheck.TryCheckAll(model, source);
        Warnings = TargetReach.Warnings(model, source, _losses);
        _hasVectorTargets = Enumerable.Range(0, _losses.Count).All(o => !source.GetTargetShape(o).IsSequence);
        Measurements = new Measurements(_losses, model.OutputNames, outputs);
        _isWhole = model.Layers.Any(layer => layer.NeedsWholeBatch);
        _runAll = RunAll;
        _runForward = RunForward;
        _runBackward = RunBackward;
    }

    /// <summary>The shards of the last run.</summary>
    public ShardPlan Plan { get; private set; } = null!;

    /// <summary>The batch of the last run.</summary>
    public Batch LastBatch => _batch;

    /// <summary>The first timestep of the last run's piece in the whole sequence.</summary>
    public int Timestep => _timestep;

    /// <summary>Losses and metrics of all runs since the last reset.</summary>
    public Measurements Measurements { get; }

    /// <summary>Timesteps of the pieces that sequences are cut into; 0 for whole sequences.</summary>
    public int TruncatedSteps { get; }

    /// <summary>Whether targets are still to be checked against what the losses and metrics take, when they are used.</summary>
    public bool ChecksTargets { get; set; }

    /// <summary>Warnings about the samples, in whole sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Mean loss of the last run, penalties included.</summary>
    public double Loss { get; private set; }

    /// <summary>Pieces that each batch is run in.</summary>
    public int Pieces => TruncatedSteps == 0 ? 1 : ((_source.InputShape.Timesteps - 1) / TruncatedSteps) + 1;

    /// <summary>Weighted number of loss terms of the last run: what its mean gradient stands for.</summary>
    public double Terms { get; private set; }

    /// <summary>Whether the last run made gradients; a piece whose targets come only at the end of the sequence makes none.</summary>
    public bool HasGradients => !_isForwardOnly;

    /// <summary>
    /// Ticks of the clock for which the threads that train were getting samples instead, or waited for them, since the start: the mean over
    /// the threads.
    /// </summary>
    public long WaitingTicks { get; private set; }

    /// <summary>Makes room for a batch's samples apart from the network.</summary>
    public BatchStage CreateStage() => new(_source, _augmenter, rows => new ShardCut(rows, _isWhole), MakeRoom);

    /// <summary>Whether a batch's samples must be on a stage before the network takes them: it runs in pieces, or not to the end.</summary>
    public bool NeedsStage(in Batch batch) => TruncatedSteps > 0 || batch.Timesteps > 0;

    /// <summary>Runs a batch, or a piece of it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="stage">Where its samples are, or come to; null where they go straight from the source into the network.</param>
    /// <param name="piece">Number of the piece, from 0.</param>
    /// <param name="pass">Number of the run, which chooses the random numbers.</param>
    public void Run(in Batch batch, BatchStage? stage, int piece, ulong pass)
    {
        _batch = batch;
        _stage = stage;
        _pass = pass;
        _timestep = piece * TruncatedSteps;
        Plan = _plans.For(
            batch.Rows, TruncatedSteps == 0 ? batch.Timesteps : Math.Min(TruncatedSteps, _source.InputShape.Timesteps - _timestep));
        if (TruncatedSteps > 0 && piece == 0)
        {
            _model.ResetState();
        }

        if (_waited.Length < Plan.Cut.Count)
        {
            _waited = new long[Plan.Cut.Count];
        }

        RunPiece(piece);
        WaitingTicks += TensorPrimitives.Sum<long>(_waited.AsSpan(0, Plan.Cut.Count)) / Math.Min(_team.Threads, Plan.Cut.Count);
    }

    private void RunPiece(int piece)
    {
        _isForwardOnly = piece < Pieces - 1 && _hasVectorTargets;
        _model.Prepare(training: true);
        if (_isForwardOnly)
        {
            _team.Run(Plan.Cut.Count, _runForward);
            return;
        }

        if (Plan.IsWeighted)
        {
            // How much all targets weigh together is known only when all shards ran forward: a masking layer may have a say in it.
            _team.Run(Plan.Cut.Count, _runForward);
            SetScales(weighted: true);
            _team.Run(Plan.Cut.Count, _runBackward);
        }
        else
        {
            SetScales(weighted: false);
            _team.Run(Plan.Cut.Count, _runAll);
        }

        Plan.Collect(Measurements);
        double loss = Plan.Penalty();
        Measurements.AddPenalty(loss, _batch.Rows);
        for (int o = 0; o < _losses.Count; o++)
        {
            double terms = Plan.Terms(o);
            loss += terms > 0 ? _losses[o].Weight * Plan.LossSum(o) / terms : 0;
        }

        Loss = loss;
    }

    private void SetScales(bool weighted)
    {
        Terms = 0;
        for (int o = 0; o < _scales.Length; o++)
        {
            double terms = weighted ? Plan.Terms(o) : Plan.UnweightedTerms(o);
            _scales[o] = terms > 0 ? (float)(_losses[o].Weight / terms) : 0;
            Terms += terms;
        }
    }

    private ShardData[] MakeRoom(ShardCut cut)
    {
        Shape[] targets = [.. _losses.Select((_, o) => _source.GetTargetShape(o))];
        bool[] weighted = [.. _losses.Select((_, o) => _source.HasWeights(o))];
        return [.. Enumerable.Range(0, cut.Count).Select(shard => new ShardData(
            [.. _source.GetInputShapes().Select((shape, i) => new PassTensor(shape, cut.Length(shard), false, _source.HasLengths(i)))],
            targets,
            weighted,
            cut.Length(shard)))];
    }

    private void RunAll(int shard)
    {
        RunForward(shard);
        RunBackward(shard);
    }

    private void RunForward(int shard)
    {
        long begin = Stopwatch.GetTimestamp();
        if (_stage is null)
        {
            Plan.Data(shard).Load(_source, _batch.Of(Plan.Cut, shard), _augmenter, _batch.Epoch);
        }
        else
        {
            Plan.Data(shard).LoadSlice(_stage.Fetch(shard), _timestep);
        }

        _waited[shard] = Stopwatch.GetTimestamp() - begin;

        PassContext context = Plan.Passes[shard].Context;
        context.IsTraining = true;
        context.Random.Reset(_seed, RandomStreams.PassOf(_pass, shard));
        Plan.Forward(shard);
    }

    private void RunBackward(int shard)
    {
        if (ChecksTargets)
        {
            Plan.CheckTargets(shard, _targetCheck, _source, _batch.Of(Plan.Cut, shard), _timestep);
        }

        ShardPass pass = Plan.Passes[shard];
        pass.Context.ClearGradients();
        Plan.Measure(shard, _scales);
        pass.Backward();
    }
}
