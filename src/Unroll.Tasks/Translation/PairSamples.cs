using Unroll.Data;

namespace Unroll.Tasks.Translation;

/// <summary>
/// Pairs as samples of an encoder and decoder: the source, the target one timestep later, and the target. A target of tokens is followed by
/// its end. What is behind the end of a sequence is padding.
/// </summary>
internal sealed class PairSamples : SampleSource
{
    /// <summary>The code that a decoder starts from, and the one that ends a target: that of padding, which no target has in it.</summary>
    public const int Edge = 0;

    private readonly float[][] _sources;
    private readonly float[][]? _targets;
    private readonly PairSide _read;
    private readonly PairSide _written;

    /// <summary>Creates samples.</summary>
    /// <param name="read">The side of the sources.</param>
    /// <param name="written">The side of the targets.</param>
    /// <param name="sources">The numbers of each source, at least one.</param>
    /// <param name="targets">The numbers of each target; null where none is known.</param>
    public PairSamples(PairSide read, PairSide written, float[][] sources, float[][]? targets)
    {
        (_read, _written, _sources, _targets) = (read, written, sources, targets);
        EndLength = written.Tokenizer is null ? 0 : 1;
        InputShape = Shape.Sequence(sources.Max(source => source.Length / read.Features), read.Features);
        TargetShape = targets is null ? default
            : Shape.Sequence(targets.Max(target => target.Length / written.Features) + EndLength, written.Features);
    }

    /// <inheritdoc/>
    public override int Count => _sources.Length;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <inheritdoc/>
    public override int InputCount => _targets is null ? 1 : 2;

    /// <inheritdoc/>
    public override int TargetCount => _targets is null ? 0 : 1;

    /// <summary>Timesteps of the end of a target: 1 of tokens, 0 of numbers.</summary>
    public int EndLength { get; }

    /// <summary>
    /// The network's own outputs at each timestep of each target, given the true ones before; null where it has not been asked.
    /// </summary>
    public float[][]? Own { get; set; }

    /// <summary>The share of timesteps before that are the network's own; 0 for teacher forcing alone.</summary>
    public double OwnShare { get; set; }

    /// <summary>Seed of which timesteps are the network's own.</summary>
    public ulong Seed { get; set; }

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => input == 0 ? InputShape : TargetShape;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(_sources, samples, destination, 0);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (input == 0)
        {
            CopyInputs(samples, destination);
            return;
        }

        Copy(_targets!, samples, destination, 1);
        for (int row = 0; row < samples.Length && Own is not null && OwnShare > 0; row++)
        {
            RandomStream random = new(Seed, (ulong)samples[row]);
            ReadOnlySpan<float> own = Own[samples[row]];
            int features = destination.Features, steps = Math.Min(LengthOf(_targets![samples[row]], features), destination.Timesteps - 1);
            for (int t = 0; t < steps; t++)
            {
                if (random.NextDouble() < OwnShare)
                {
                    own.Slice(t * features, features).CopyTo(destination.At(t + 1, row));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Copy(_targets ?? throw new InvalidOperationException("The targets of these pairs are not known."), samples, destination, 0);

    /// <inheritdoc/>
    public override bool HasLengths(int input) => true;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = input == 0 ? LengthOf(_sources[samples[row]], _read.Features) : TargetLengthOf(samples[row]);
        }
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => true;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = i / samples.Length < TargetLengthOf(samples[i % samples.Length]) ? 1 : 0;
        }
    }

    /// <summary>Timesteps of a target, its end included.</summary>
    /// <param name="sample">Index of the pair.</param>
    public int TargetLengthOf(int sample) => LengthOf(_targets![sample], _written.Features) + EndLength;

    /// <summary>Some of the pairs, in the order given.</summary>
    /// <param name="samples">Their indices, at least one.</param>
    public PairSamples Subset(IReadOnlyList<int> samples) => new(
        _read, _written, [.. samples.Select(sample => _sources[sample])],
        _targets is null ? null : [.. samples.Select(sample => _targets[sample])]);

    /// <summary>The true numbers of a target.</summary>
    /// <param name="sample">Index of the pair.</param>
    public ReadOnlySpan<float> TargetOf(int sample) => _targets![sample];

    /// <summary>The numbers of a source.</summary>
    /// <param name="sample">Index of the pair.</param>
    public ReadOnlySpan<float> SourceOf(int sample) => _sources[sample];

    /// <summary>Writes sequences from a timestep on; what is before and behind is <see cref="Edge"/>.</summary>
    private static void Copy(float[][] sequences, ReadOnlySpan<int> samples, TimeMajorSpan destination, int first)
    {
        destination.Values.Clear();
        int features = destination.Features;
        for (int row = 0; row < samples.Length; row++)
        {
            ReadOnlySpan<float> values = sequences[samples[row]];
            int steps = Math.Min(LengthOf(values, features), destination.Timesteps - first);
            for (int t = 0; t < steps; t++)
            {
                values.Slice(t * features, features).CopyTo(destination.At(t + first, row));
            }
        }
    }

    private static int LengthOf(ReadOnlySpan<float> values, int features) => values.Length / features;
}
