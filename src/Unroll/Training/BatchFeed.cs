using System.Diagnostics;
using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// The batches of a training in their order, prefetched by a thread of its own where that pays. The source is asked for the same samples in
/// any case, so that nothing else depends on it.
/// </summary>
internal sealed class BatchFeed : IDisposable
{
    /// <summary>
    /// Most prefetched batches: so many that a pause of the thread, which shares the processor with those that train, is not felt; of large
    /// batches, which take long and much memory, no more than two.
    /// </summary>
    private const int MostAhead = 8;
    private const int FewestAhead = 2;
    private const long MostFloatsAhead = 1 << 21;

    private readonly int _all;
    private readonly int _samples;
    private readonly int _ahead;
    private readonly FitOptions _options;
    private readonly ulong _seed;
    private readonly LengthBuckets? _buckets;
    private readonly BatchRunner _runner;
    private readonly PrefetchTrial _trial;
    private readonly SemaphoreSlim _wake = new(0);
    private BatchStage[] _stages = [];
    private EpochOrder _order;
    private EpochOrder? _nextOrder;
    private Thread? _thread;
    private int _batch;
    private long _armed;
    private long _taken;
    private volatile bool _stop;

    /// <summary>Prepares for a training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The samples.</param>
    /// <param name="options">Settings of the training.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="runner">Who trains on the batches.</param>
    public BatchFeed(Model model, SampleSource training, in FitOptions options, ulong seed, BatchRunner runner)
    {
        _all = training.Count;
        _samples = EpochOrder.SamplesOf(_all, options);
        long floats = Math.Max(
            1, (long)options.BatchSize
                * training.GetInputShapes().Concat(training.GetTargetShapes()).Sum(shape => (long)shape.Timesteps * shape.Features));
        _ahead = (int)Math.Clamp(MostFloatsAhead / floats, FewestAhead, MostAhead);
        _options = options;
        _seed = seed;
        _buckets = LengthBuckets.For(model, training, options);
        _runner = runner;
        _trial = new PrefetchTrial(options.Prefetch, training.IsSlow, Stopwatch.Frequency);
        _order = CreateOrder(model.OptimizerState?.Epochs ?? 0);
    }

    /// <summary>Samples an epoch.</summary>
    public int Samples => _samples;

    /// <summary>Batches an epoch.</summary>
    public int Batches => _order.Batches;

    /// <summary>Epochs of earlier trainings of the model; to be set before the first epoch.</summary>
    public int EpochsBefore
    {
        get => _order.EpochsBefore;
        set => _order.EpochsBefore = value;
    }

    /// <summary>Begins an epoch, or the rest of one.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    /// <param name="batchesDone">Batches of it that are done.</param>
    public void StartEpoch(int epoch, int batchesDone)
    {
        _batch = batchesDone;
        if (_nextOrder?.Epoch == epoch)
        {
            (_order, _nextOrder) = (_nextOrder, _order);
        }
        else
        {
            _order.Arrange(epoch);
        }
    }

    /// <summary>The next batch of the epoch.</summary>
    /// <param name="stage">Where its samples are, or come to; null where the network is to take them from the source.</param>
    public Batch Take(out BatchStage? stage)
    {
        Batch batch = _order[++_batch];
        bool isArmed = _armed > _taken;
        stage = null;
        if (isArmed || _runner.NeedsStage(batch))
        {
            stage = StageOf(_taken);
            if (!isArmed)
            {
                stage.Arm(batch);
                _armed++;
            }

            Volatile.Write(ref _taken, _taken + 1);
        }

        while (_trial.IsAhead && _armed - _taken < _ahead && Following((int)(_armed - _taken) + 1) is { } next)
        {
            StageOf(_armed).Arm(next);
            Volatile.Write(ref _armed, _armed + 1);
            StartThread();
            _wake.Release();
        }

        return batch;
    }

    /// <summary>Reports the duration of the batch taken last.</summary>
    /// <param name="ticks">Ticks of the clock.</param>
    /// <param name="waiting">Ticks of them in which the network waited for samples.</param>
    public void Tell(long ticks, long waiting) => _trial.Add(ticks, waiting);

    /// <summary>Ends the thread, once the source has answered what it was asked last.</summary>
    public void Dispose()
    {
        _stop = true;
        if (_thread is not null)
        {
            _wake.Release();
            _thread.Join();
        }

        _wake.Dispose();
    }

    /// <summary>
    /// A batch that comes some places after the one taken last, in this epoch or the next; null where training ends before.
    /// </summary>
    private Batch? Following(int places)
    {
        int number = _batch + places;
        if (number <= Batches)
        {
            return _order[number];
        }

        if (_order.Epoch >= _options.Epochs || number > 2 * Batches)
        {
            return null;
        }

        // The order of the epoch before is no longer needed: its batches are done.
        _nextOrder ??= CreateOrder(_order.EpochsBefore);
        if (_nextOrder.Epoch != _order.Epoch + 1)
        {
            _nextOrder.Arrange(_order.Epoch + 1);
        }

        return _nextOrder[number - Batches];
    }

    private EpochOrder CreateOrder(int epochsBefore) => new(_all, _options, _seed, _buckets) { EpochsBefore = epochsBefore };

    private BatchStage StageOf(long number)
    {
        if (_stages.Length == 0)
        {
            // One that the network trains on, and those that come next; room for full batches and for the last, smaller one.
            _stages = [.. Enumerable.Range(0, 1 + _ahead).Select(_ => _runner.CreateStage())];
            foreach (BatchStage stage in _stages)
            {
                stage.Plan(Math.Min(_options.BatchSize, _samples));
                stage.Plan(_samples - ((Batches - 1) * _options.BatchSize));
            }
        }

        return _stages[number % _stages.Length];
    }

    private void StartThread()
    {
        if (_thread is null)
        {
            _thread = new Thread(Prepare) { IsBackground = true, Name = "unroll samples" };
            _thread.Start();
        }
    }

    private void Prepare()
    {
        while (true)
        {
            _wake.Wait();
            for (long number = Volatile.Read(ref _taken); number < Volatile.Read(ref _armed); number++)
            {
                BatchStage stage = _stages[number % _stages.Length];
                for (int shard = 0; shard < stage.Shards && !_stop; shard++)
                {
                    stage.TryLoad(shard);
                }
            }

            if (_stop)
            {
                return;
            }
        }
    }
}
