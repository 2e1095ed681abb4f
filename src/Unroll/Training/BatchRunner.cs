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
    private readonly IReadOnlyList<OutputLoss> _losses;
    private readonly ulong _seed;
    private readonly WorkerTeam _team;
    private readonly ShardPlans _plans;
    private readonly float[] _scales;
    private readonly Action<int> _load;
    private readonly Action<int> _runAll;
    private readonly Action<int> _runForward;
    private readonly Action<int> _runBackward;
    private readonly int[] _order;
    private readonly bool _hasVectorTargets;
    private readonly List<(int Rows, ShardData[] Whole)> _wholes = [];
    private ShardData[] _whole = [];
    private ulong _pass;
    private int _start;
    private int _timestep;
    private bool _isForwardOnly;

    /// <summary>Plans the runs; builds the model if need be.</summary>
    /// <param name="model">The model, compiled.</param>
    /// <param name="source">The samples.</param>
    /// <param name="order">Indices of samples, from which batches take runs; may change between batches.</param>
    /// <param name="seed">Seed of dropout and the like.</param>
    /// <param name="truncatedSteps">Timesteps of the pieces that sequences are cut into; 0 for whole sequences.</param>
    /// <param name="team">The threads.</param>
    public BatchRunner(Model model, SampleSource source, int[] order, ulong seed, int truncatedSteps, WorkerTeam team)
    {
        _model = model;
        _source = source;
        _order = order;
        _seed = seed;
        _team = team;
        _losses = model.RequireSamples(source);
        TruncatedSteps = truncatedSteps;
        _plans = new ShardPlans(model, source, _losses, new PassOptions(Training: true, CarryState: truncatedSteps > 0));
        _scales = new float[_losses.Count];
        _hasVectorTargets = Enumerable.Range(0, _losses.Count).All(o => !source.GetTargetShape(o).IsSequence);
        Measurements = new Measurements(_losses, model.OutputNames, model.InferOutputs(source.GetInputShapes()));
        _load = Load;
        _runAll = RunAll;
        _runForward = RunForward;
        _runBackward = RunBackward;
    }

    /// <summary>The shards of the last run.</summary>
    public ShardPlan Plan { get; private set; } = null!;

    /// <summary>Losses and metrics of all runs since the last reset.</summary>
    public Measurements Measurements { get; }

    /// <summary>Timesteps of the pieces that sequences are cut into; 0 for whole sequences.</summary>
    public int TruncatedSteps { get; }

    /// <summary>Mean loss of the last run, penalties included.</summary>
    public double Loss { get; private set; }

    /// <summary>Pieces that each batch is run in.</summary>
    public int Pieces => TruncatedSteps == 0 ? 1 : (_source.InputShape.Timesteps + TruncatedSteps - 1) / TruncatedSteps;

    /// <summary>Weighted number of loss terms of the last run: what its mean gradient stands for.</summary>
    public double Terms { get; private set; }

    /// <summary>Whether the last run made gradients; a piece whose targets come only at the end of the sequence makes none.</summary>
    public bool HasGradients => !_isForwardOnly;

    /// <summary>Runs a batch, or a piece of it.</summary>
    /// <param name="start">Where the batch starts in the order.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="piece">Number of the piece, from 0.</param>
    /// <param name="pass">Number of the run, which chooses the random numbers.</param>
    public void Run(int start, int rows, int piece, ulong pass)
    {
        _start = start;
        _pass = pass;
        _timestep = piece * TruncatedSteps;
        if (TruncatedSteps == 0)
        {
            Plan = _plans.For(rows);
        }
        else
        {
            Plan = _plans.For(rows, Math.Min(TruncatedSteps, _source.InputShape.Timesteps - _timestep));
            if (piece == 0)
            {
                _model.ResetState();
                _whole = WholeSequences(rows);
                _team.Run(Plan.Cut.Count, _load);
            }
        }

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
        double loss = _model.Penalty(Plan);
        Measurements.AddPenalty(loss, rows);
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

    /// <summary>Room for the whole sequences of a batch, from which the pieces are taken.</summary>
    private ShardData[] WholeSequences(int rows)
    {
        foreach ((int planned, ShardData[] whole) in _wholes)
        {
            if (planned == rows)
            {
                return whole;
            }
        }

        return AddWholeSequences(rows);
    }

    // Apart, so that closures are made only here, not at every batch.
    private ShardData[] AddWholeSequences(int rows)
    {
        Shape[] targets = [.. _losses.Select((_, o) => _source.GetTargetShape(o))];
        bool[] weighted = [.. _losses.Select((_, o) => _source.HasWeights(o))];
        ShardData[] added = [.. Enumerable.Range(0, Plan.Cut.Count).Select(shard => new ShardData(
            [.. _source.GetInputShapes().Select((shape, i) => new PassTensor(shape, Plan.Cut.Length(shard), false, _source.HasLengths(i)))],
            targets,
            weighted,
            Plan.Cut.Length(shard)))];
        _wholes.Add((rows, added));
        return added;
    }

    private ReadOnlySpan<int> Rows(int shard) => _order.AsSpan(_start + Plan.Cut.Start(shard), Plan.Cut.Length(shard));

    private void Load(int shard) => _whole[shard].Load(_source, Rows(shard));

    private void RunAll(int shard)
    {
        RunForward(shard);
        RunBackward(shard);
    }

    private void RunForward(int shard)
    {
        if (TruncatedSteps == 0)
        {
            Plan.Data(shard).Load(_source, Rows(shard));
        }
        else
        {
            Plan.Data(shard).LoadSlice(_whole[shard], _timestep);
        }

        PassContext context = Plan.Passes[shard].Context;
        context.Training = true;
        context.Random.Reset(_seed, RandomStreams.Passes + (_pass << 12) + (ulong)shard);
        Plan.Forward(shard);
    }

    private void RunBackward(int shard)
    {
        Plan.Measure(shard, _scales);
        ShardPass pass = Plan.Passes[shard];
        pass.Context.AllGradients.Clear();
        pass.Backward();
    }
}
