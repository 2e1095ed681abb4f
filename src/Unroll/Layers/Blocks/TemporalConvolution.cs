using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// A temporal convolutional network (TCN, Bai et al. 2018): residual blocks of two causal convolutions each, whose dilation grows from
/// block to block, with a receptive field of 1 + 2·(kernel − 1)·Σ dilations. Sequence to sequence. Without the weight normalisation of the
/// paper.
/// Parameters are those of the layers inside: <c>conv_1a.kernel</c>, <c>conv_1b.kernel</c>, and <c>match_1.kernel</c> where features must
/// be matched.
/// </summary>
public sealed class TemporalConvolution : BlockLayer
{
    private static readonly int[] _defaultDilations = [1, 2, 4, 8];

    private static readonly Setting<TemporalConvolution, int> _filters = LayerSettings.Size<TemporalConvolution>(
        "filters", layer => layer.Filters, "Outputs of each timestep.", 32);

    private static readonly Setting<TemporalConvolution, int> _kernelSize = LayerSettings.Size<TemporalConvolution>(
        "kernel-size", layer => layer.KernelSize, "Timesteps that a filter sees.", 3);

    private static readonly Setting<TemporalConvolution, IReadOnlyList<int>> _dilations = LayerSettings.Sizes<TemporalConvolution>(
        "dilations", layer => layer.Dilations, "Dilation of each block.", _defaultDilations);

    private static readonly Setting<TemporalConvolution, float> _dropout = LayerSettings.Dropout<TemporalConvolution>(
        layer => layer._options.Dropout, "Share that is dropped behind each convolution.");

    private static readonly Setting<TemporalConvolution, ActivationFunction> _activation = LayerSettings.Activation<TemporalConvolution>(
        layer => layer._options.Activation, default(TemporalConvolutionOptions).Activation,
        "Activation behind each convolution and each sum.");

    private static readonly Setting<TemporalConvolution, bool> _layerNormalization = LayerSettings.Flag<TemporalConvolution>(
        "layer-normalization", layer => layer._options.LayerNormalization,
        "Whether each convolution's output is normalised over its features.");

    internal static LayerEntry Entry { get; } = new(
        "temporal-convolution", typeof(TemporalConvolution),
        "A temporal convolutional network: residual blocks of dilated causal convolutions.",
        [_filters, _kernelSize, _dilations, _dropout, _activation, _layerNormalization],
        values => new TemporalConvolution(values.Get(_filters), values.Get(_kernelSize), values.Get(_dilations),
            new TemporalConvolutionOptions
            {
                Dropout = values.Get(_dropout),
                Activation = values.Get(_activation),
                LayerNormalization = values.Get(_layerNormalization),
            }))
    {
        Example = "temporal-convolution: {filters: 32, kernel-size: 3, dilations: [1, 2, 4]}",
        TakesSequences = true,
    };

    private readonly TemporalConvolutionOptions _options;
    private Block[]? _blocks;

    /// <summary>Creates the network of blocks.</summary>
    /// <param name="filters">Features of each convolution, at least 1.</param>
    /// <param name="kernelSize">Taps of each convolution, at least 1.</param>
    /// <param name="dilations">Dilation of each block, at least 1; null for 1, 2, 4, 8. One number makes a single block.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no dilation.</exception>
    public TemporalConvolution(
        int filters, int kernelSize, IReadOnlyList<int>? dilations = null, TemporalConvolutionOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(filters, nameof(TemporalConvolution), nameof(filters));
        LayerErrors.ThrowIfNotPositive(kernelSize, nameof(TemporalConvolution), nameof(kernelSize));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        Filters = filters;
        KernelSize = kernelSize;
        Dilations = [.. dilations ?? _defaultDilations];
        _options = options;
        if (Dilations.Count == 0)
        {
            throw new ArgumentException("TemporalConvolution needs at least one dilation: each makes a block.", nameof(dilations));
        }

        foreach (int dilation in Dilations)
        {
            LayerErrors.ThrowIfNotPositive(dilation, nameof(TemporalConvolution), nameof(dilations));
        }
    }

    /// <summary>Features of each convolution.</summary>
    public int Filters { get; }

    /// <summary>Taps of each convolution.</summary>
    public int KernelSize { get; }

    /// <summary>Dilation of each block.</summary>
    public IReadOnlyList<int> Dilations { get; }

    /// <summary>The receptive field: timesteps, up to its own, that an output timestep depends on.</summary>
    public int ReceptiveField => 1 + (2 * (KernelSize - 1) * Dilations.Sum());

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"TemporalConvolution takes one sequence, but got {CountFormatter.Format(inputs.Count, "inputs")}: " +
                $"{string.Join(", ", inputs)}.");
        }

        LayerErrors.ThrowIfNotSequence(inputs[0], nameof(TemporalConvolution));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal signal = inputs[0];
        int features = signal.Shape.Features;
        _blocks ??= [.. Dilations.Select((dilation, i) => new Block(this, dilation, i + 1, i == 0 && features != Filters))];
        foreach (Block block in _blocks)
        {
            signal = block.Apply(signal);
        }

        return [signal];
    }

    /// <summary>One residual block.</summary>
    private sealed class Block
    {
        private readonly List<Layer> _path = [];
        private readonly Conv1D? _match;
        private readonly Add _add;
        private readonly Activation _activation;

        public Block(TemporalConvolution owner, int dilation, int number, bool matches)
        {
            foreach (string half in new[] { "a", "b" })
            {
                _path.Add(
                    new Conv1D(
                        owner.Filters, owner.KernelSize, new Conv1DOptions { Padding = WindowPadding.Causal, DilationRate = dilation })
                    {
                        Name = $"conv_{number}{half}",
                    });
                if (owner._options.LayerNormalization)
                {
                    _path.Add(new LayerNormalization { Name = $"norm_{number}{half}" });
                }

                _path.Add(new Activation(owner._options.Activation) { Name = $"activation_{number}{half}" });
                if (owner._options.Dropout > 0)
                {
                    _path.Add(new Dropout(owner._options.Dropout) { Name = $"dropout_{number}{half}" });
                }
            }

            _match = matches ? new Conv1D(owner.Filters, 1) { Name = $"match_{number}" } : null;
            _add = new Add { Name = $"add_{number}" };
            _activation = new Activation(owner._options.Activation) { Name = $"activation_{number}" };
        }

        public Signal Apply(Signal input)
        {
            Signal signal = input;
            foreach (Layer layer in _path)
            {
                signal = layer.Apply(signal);
            }

            return _activation.Apply(_add.Apply(_match is null ? input : _match.Apply(input), signal));
        }
    }
}
