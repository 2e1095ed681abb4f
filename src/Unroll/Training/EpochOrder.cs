namespace Unroll.Training;

/// <summary>The order of an epoch's batches. It follows from the seed and the number of the epoch alone.</summary>
internal sealed class EpochOrder
{
    private readonly FitOptions _options;
    private readonly ulong _seed;
    private readonly LengthBuckets? _buckets;
    private readonly int[] _samples;
    private readonly int _all;
    private readonly int[] _batches;
    private readonly int[] _timesteps;

    /// <summary>Makes room; nothing is in order before <see cref="Arrange"/>.</summary>
    /// <param name="samples">Samples that there are.</param>
    /// <param name="options">Batch size, batches an epoch, whether to shuffle.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="buckets">The samples' lengths, where batches are to have similar ones.</param>
    public EpochOrder(int samples, in FitOptions options, ulong seed, LengthBuckets? buckets)
    {
        _options = options;
        _seed = seed;
        _buckets = buckets;
        _all = samples;
        _samples = new int[SamplesOf(samples, options)];
        Batches = _samples.Length == 0 ? 0 : ((_samples.Length - 1) / options.BatchSize) + 1;
        _batches = buckets is null ? [] : new int[Batches];
        _timesteps = buckets is null ? [] : new int[Batches];
    }

    /// <summary>Samples an epoch: all, or as many as its batches hold.</summary>
    /// <param name="samples">Samples that there are.</param>
    /// <param name="options">Batch size, batches an epoch.</param>
    public static int SamplesOf(int samples, in FitOptions options) =>
        options.StepsPerEpoch == 0 ? samples : (int)Math.Min(samples, (long)options.StepsPerEpoch * options.BatchSize);

    /// <summary>Number of batches.</summary>
    public int Batches { get; }

    /// <summary>Epochs of earlier trainings of the model, so that a further one goes on with other orders.</summary>
    public int EpochsBefore { get; set; }

    /// <summary>The epoch that this is the order of, from 1; 0 for none.</summary>
    public int Epoch { get; private set; }

    /// <summary>One of the batches.</summary>
    /// <param name="number">Its number in the epoch, from 1.</param>
    public Batch this[int number]
    {
        get
        {
            int batch = _buckets is null ? number - 1 : _batches[number - 1];
            int start = batch * _options.BatchSize;
            return new Batch(
                _samples, start, Math.Min(_options.BatchSize, _samples.Length - start), _buckets is null ? 0 : _timesteps[batch],
                EpochsBefore + Epoch);
        }
    }

    /// <summary>Puts an epoch in order.</summary>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    public void Arrange(int epoch)
    {
        bool isArranged = Epoch > 0 && !_options.Shuffle;
        Epoch = epoch;
        if (isArranged)
        {
            return;
        }

        var random = new RandomStream(_seed, RandomStreams.Shuffling + (ulong)EpochsBefore + (ulong)epoch);
        if (_samples.Length < _all)
        {
            Draw(random);
        }
        else
        {
            for (int i = 0; i < _samples.Length; i++)
            {
                _samples[i] = i;
            }

            if (_options.Shuffle)
            {
                random.Shuffle<int>(_samples);
            }
        }

        if (_buckets is null)
        {
            return;
        }

        _buckets.Sort(_samples, _options.BatchSize);
        for (int batch = 0; batch < Batches; batch++)
        {
            _batches[batch] = batch;
            int start = batch * _options.BatchSize;
            _timesteps[batch] = _buckets.TimestepsOf(_samples.AsSpan(start, Math.Min(_options.BatchSize, _samples.Length - start)));
        }

        if (_options.Shuffle)
        {
            random.Shuffle<int>(_batches);
        }
    }

    /// <summary>
    /// Draws samples without replacement: the first steps of a shuffle of all (Fisher and Yates), of which only the moved ones are held.
    /// </summary>
    private void Draw(RandomStream random)
    {
        Dictionary<int, int> moved = new(_samples.Length);
        for (int i = 0; i < _samples.Length; i++)
        {
            int drawn = i + random.NextInt32(_all - i);
            _samples[i] = moved.GetValueOrDefault(drawn, drawn);
            moved[drawn] = moved.GetValueOrDefault(i, i);
        }
    }
}
