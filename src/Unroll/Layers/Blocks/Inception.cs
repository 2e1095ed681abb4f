using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// InceptionTime's module (Fawaz et al. 2020): convolutions of several kernel sizes side by side behind a bottleneck, and one behind a
/// maximum over three timesteps; their outputs joined, normalised over the batch and activated. Takes <c>[batch, timesteps, features]</c>,
/// gives <c>[batch, timesteps, filters · (kernel sizes + 1)]</c>. Parameters are those of the layers inside: <c>bottleneck.kernel</c>,
/// <c>conv_1.kernel</c> and so on, <c>pool_conv.kernel</c>, <c>norm.gamma</c>.
/// </summary>
public sealed class Inception : BlockLayer
{
    private static readonly Setting<Inception, int> _filters = LayerSettings.Size<Inception>(
        "filters", layer => layer.Filters, "Filters of each convolution.", 32);

    private static readonly Setting<Inception, IReadOnlyList<int>> _kernelSizes = LayerSettings.Sizes<Inception>(
        "kernel-sizes", layer => layer._options.KernelSizes, "Timesteps that the filters of each convolution see.",
        default(InceptionOptions).KernelSizes);

    private static readonly Setting<Inception, int> _bottleneck = LayerSettings.Whole<Inception>(
        "bottleneck", layer => layer._options.Bottleneck,
        "Features to which several are brought before the convolutions; 0: as they are.", default(InceptionOptions).Bottleneck, 0);

    private static readonly Setting<Inception, bool> _batchNormalization = LayerSettings.Flag<Inception>(
        "batch-normalization", layer => layer._options.BatchNormalization, "Whether the joined outputs are normalised over the batch.",
        true);

    private static readonly Setting<Inception, float> _momentum = LayerSettings.Number<Inception>(
        "momentum", layer => layer._options.Momentum,
        "Decay of the normalisation's moving averages, which predictions use; lower where a training has few steps.",
        default(InceptionOptions).Momentum, NumberRange.ShareBelowOne);

    private static readonly Setting<Inception, ActivationFunction> _activation = LayerSettings.Activation<Inception>(
        layer => layer._options.Activation, default(InceptionOptions).Activation);

    internal static LayerEntry Entry { get; } = new(
        "inception", typeof(Inception), "InceptionTime's module: convolutions of several kernel sizes side by side.",
        [_filters, _kernelSizes, _bottleneck, _batchNormalization, _momentum, _activation],
        values => new Inception(values.Get(_filters), new InceptionOptions
        {
            KernelSizes = values.Get(_kernelSizes),
            Bottleneck = values.Get(_bottleneck),
            BatchNormalization = values.Get(_batchNormalization),
            Momentum = values.Get(_momentum),
            Activation = values.Get(_activation),
        }))
    {
        Shorthand = _filters,
        Formula = "y = activation(norm([conv₁(b), conv₂(b), conv₃(b), conv(maxpool(x))])), b = bottleneck(x)",
        Example = "inception: {filters: 32, kernel-sizes: [40, 20, 10]}",
        TakesSequences = true,
    };

    private readonly InceptionOptions _options;
    private readonly Conv1D[] _convolutions;
    private readonly MaxPooling1D _pool = new(3, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same }) { Name = "pool" };
    private readonly Conv1D _poolConvolution;
    private readonly Concatenate _join = new() { Name = "join" };
    private readonly Layer[] _after;
    private Conv1D? _bottleneckLayer;

    /// <summary>Creates the module.</summary>
    /// <param name="filters">Filters of each convolution, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no kernel size.</exception>
    public Inception(int filters, InceptionOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(filters, nameof(Inception), nameof(filters));
        Require.AtLeast(options.Bottleneck, 0, nameof(options.Bottleneck));
        Require.FractionBelowOne(options.Momentum, nameof(options.Momentum));
        if (options.KernelSizes.Count == 0)
        {
            throw new ArgumentException("Inception needs at least one kernel size: each makes a convolution.", nameof(options));
        }

        foreach (int size in options.KernelSizes)
        {
            LayerErrors.ThrowIfNotPositive(size, nameof(Inception), nameof(options.KernelSizes));
        }

        Filters = filters;
        _options = options;
        _convolutions = [.. options.KernelSizes.Select((size, index) => Convolution(filters, size, $"conv_{index + 1}"))];
        _poolConvolution = Convolution(filters, 1, "pool_conv");
        _after = [.. options.BatchNormalization
                ? [new BatchNormalization(new BatchNormalizationOptions { Momentum = options.Momentum }) { Name = "norm" }]
                : Array.Empty<Layer>(),
            new Activation(options.Activation) { Name = "activation" }];
    }

    /// <summary>Filters of each convolution.</summary>
    public int Filters { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException($"Inception takes one sequence, but got {CountFormatter.Format(inputs.Count, "inputs")}: " +
                $"{string.Join(", ", inputs)}.");
        }

        LayerErrors.ThrowIfNotSequence(inputs[0], nameof(Inception));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal input = inputs[0], narrow = input;
        if (_options.Bottleneck > 0 && input.Shape.Features > 1)
        {
            _bottleneckLayer ??= Convolution(_options.Bottleneck, 1, "bottleneck");
            narrow = _bottleneckLayer.Apply(input);
        }

        Signal joined = _join.Apply(
            [.. _convolutions.Select(convolution => convolution.Apply(narrow)), _poolConvolution.Apply(_pool.Apply(input))]);
        return [_after.Aggregate(joined, (signal, layer) => layer.Apply(signal))];
    }

    private static Conv1D Convolution(int filters, int kernelSize, string name) =>
        new(filters, kernelSize, new Conv1DOptions { Padding = WindowPadding.Same, UseBias = false }) { Name = name };
}
