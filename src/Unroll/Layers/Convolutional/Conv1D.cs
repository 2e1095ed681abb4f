using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A convolution over time: each filter is a window of <c>kernelSize</c> timesteps that slides over the sequence,
/// y_t = activation(Σ_k x_{t·stride + k·dilation}·W_k + b). Takes <c>[batch, timesteps, features]</c>, gives
/// <c>[batch, output timesteps, filters]</c>. Parameters, as in Keras: <c>kernel</c> [kernelSize, features / groups, filters], <c>bias</c>
/// [filters].
/// </summary>
/// <remarks>
/// Padded timesteps count as zeros. Without padding an output timestep is real if its whole window is; with
/// <see cref="WindowPadding.Same"/> or <see cref="WindowPadding.Causal"/> if the timestep in its place, t·stride, is. So a padded row gives
/// what it gives alone, but for <see cref="WindowPadding.Same"/> with a stride above 1: where its windows lie depends, as in Keras, on the
/// timesteps of the whole batch.
/// </remarks>
public sealed class Conv1D : UnaryLayer
{
    private static readonly Setting<Conv1D, int> _filters = LayerSettings.Size<Conv1D>(
        "filters", layer => layer.Filters, "Outputs of each timestep.", 32);

    private static readonly Setting<Conv1D, int> _kernelSize = LayerSettings.Size<Conv1D>(
        "kernel-size", layer => layer.KernelSize, "Timesteps that a filter sees.", 3);

    private static readonly Setting<Conv1D, WindowPadding> _padding = LayerSettings.Padding<Conv1D>(
        layer => layer._options.Padding, causal: true);

    private static readonly Setting<Conv1D, int> _strides = LayerSettings.Whole<Conv1D>(
        "strides", layer => layer._options.Strides, "Timesteps from one window to the next.", default(Conv1DOptions).Strides);

    private static readonly Setting<Conv1D, int> _dilationRate = LayerSettings.Whole<Conv1D>(
        "dilation-rate", layer => layer._options.DilationRate, "Timesteps from one tap of the kernel to the next.",
        default(Conv1DOptions).DilationRate);

    private static readonly Setting<Conv1D, int> _groups = LayerSettings.Whole<Conv1D>(
        "groups", layer => layer._options.Groups, "Groups into which features and filters are cut.", default(Conv1DOptions).Groups);

    private static readonly Setting<Conv1D, ActivationFunction> _activation = LayerSettings.Activation<Conv1D>(
        layer => layer._options.Activation, default(Conv1DOptions).Activation);

    private static readonly WeightSettings<Conv1D> _weights = new(layer => layer._options.Weights, default(Conv1DOptions).Weights);

    internal static LayerEntry Entry { get; } = new(
        "conv1d", typeof(Conv1D), "A convolution over time.",
        [_filters, _kernelSize, _padding, _strides, _dilationRate, _groups, _activation, .. _weights.All],
        values => new Conv1D(values.Get(_filters), values.Get(_kernelSize), new Conv1DOptions
        {
            Padding = values.Get(_padding),
            Strides = values.Get(_strides),
            DilationRate = values.Get(_dilationRate),
            Groups = values.Get(_groups),
            Activation = values.Get(_activation),
            Weights = _weights.Read(values),
        }))
    {
        Formula = "yₜ = activation(Σₖ xₜ₊ₖ·Wₖ + b)",
        Example = "conv1d: {filters: 32, kernel-size: 5, padding: causal, activation: relu}",
        TakesSequences = true,
    };

    private readonly Conv1DOptions _options;
    private readonly TimeWindow _window;
    private readonly bool _keepsSums;
    private Parameter _kernel = null!;
    private Parameter? _bias;
    private Convolution _convolution = null!;

    /// <summary>Creates a layer.</summary>
    /// <param name="filters">Features of the output, at least 1.</param>
    /// <param name="kernelSize">Taps of each filter, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Padding = WindowPadding.Causal }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the padding is unknown.</exception>
    /// <exception cref="ArgumentException">The filters cannot be cut into that many groups.</exception>
    public Conv1D(int filters, int kernelSize, Conv1DOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(filters, nameof(Conv1D), nameof(filters));
        LayerErrors.ThrowIfNotPositive(kernelSize, nameof(Conv1D), nameof(kernelSize));
        Require.AtLeast(options.Strides, 1, nameof(options.Strides));
        Require.AtLeast(options.DilationRate, 1, nameof(options.DilationRate));
        Require.AtLeast(options.Groups, 1, nameof(options.Groups));
        if (filters % options.Groups != 0)
        {
            throw new ArgumentException(
                $"Conv1D cannot cut {CountFormatter.Format(filters, "filters")} into " +
                $"{CountFormatter.Format(options.Groups, "groups")}: make the filters a multiple of the groups.",
                nameof(filters));
        }

        Filters = filters;
        KernelSize = kernelSize;
        _options = options;
        _window = new TimeWindow(kernelSize, options.Strides, options.DilationRate, WindowPaddings.Known(options.Padding));
        _keepsSums = options.Activation.NeedsInput;
    }

    /// <summary>Features of the output.</summary>
    public int Filters { get; }

    /// <summary>Taps of each filter.</summary>
    public int KernelSize { get; }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => _options.Activation.Range;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        Shape output = _window.GetOutputShape(input, Filters, nameof(Conv1D), "kernel");
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(Conv1D), InputShape, input);
        }

        return input.Features % _options.Groups == 0
            ? output
            : throw new ArgumentException(
                $"Conv1D cannot cut the {CountFormatter.Format(input.Features, "features")} of {input} into " +
                $"{CountFormatter.Format(_options.Groups, "groups")}: make the features a multiple "
                + $"of the groups.");
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _convolution.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, _keepsSums ? checked(rows * _window.OutputTimesteps(timesteps) * Filters) : 0);

    /// <summary>Whether there is an output timestep for each input timestep, wherever the sequence ends.</summary>
    internal bool KeepsTimesteps => _window.Stride == 1 && (_window.Padding != WindowPadding.Valid || _window.Extent == 1);

    /// <summary>Why the layer cannot be given one timestep at a time; null where it can.</summary>
    internal string? StreamRefusal =>
        _window.Padding != WindowPadding.Causal && _window.Extent > 1
            ? $"its windows reach into later timesteps (padding '{(_window.Padding == WindowPadding.Same ? "same" : "valid")}'): make it "
                + $"causal"
        : _window.Stride != 1 ? "it leaves timesteps out: give it a stride of 1"
        : null;

    private protected override LayerWorkspace? CreateStreamWorkspace(int rows) => new ConvolutionStream(
        rows, InputShape.Features, _window.Extent - 1, _convolution.With(_window with { Padding = WindowPadding.Valid }));

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _window.ComputeMask(pass.Input().Mask, pass.Rows, mask);
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        ReadOnlySpan<float> bias = _bias is null ? default : _bias.Values;
        if (workspace is ConvolutionStream stream)
        {
            stream.Convolution.Forward(stream.Append(input.Values), output.Values, output.Values, bias);
        }
        else
        {
            Span<float> sums = _keepsSums ? ((Workspace)workspace).PreActivations.Span[..output.Values.Length] : output.Values;
            _convolution.Forward(input, sums, output.Values, bias);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        ReadOnlySpan<float> sums = _keepsSums ? ((Workspace)workspace).PreActivations.Span[..output.Values.Length] : default;
        _convolution.Backward(
            input, sums, output.Values, outputGradient.Values, inputGradient, context.Gradient(_kernel),
            _bias is null ? default : context.Gradient(_bias));

        // Windows of real outputs may reach into padding.
        inputGradient.ClearPadding();
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        int features = input.Features / _options.Groups;
        int fanIn = WeightLimit.Product("The inputs of each filter", KernelSize, features);
        int fanOut = WeightLimit.Product("The outputs of each input", KernelSize, Filters);

        // An orthogonal kernel is the matrix [kernelSize · features, filters]; all others only ask how many numbers meet.
        Initializer initializer = _options.KernelInitializer;
        _kernel = AddParameter(
            "kernel", initializer, fanIn, initializer is Orthogonal ? Filters : fanOut, random, KernelSize, features, Filters);
        _kernel.Regularizer = _options.KernelRegularizer;
        if (_options.UseBias)
        {
            _bias = AddParameter("bias", _options.BiasInitializer, fanIn, fanOut, random, Filters);
            _bias.Regularizer = _options.BiasRegularizer;
        }

        _convolution = Convolution.Create(_window, _kernel, _options.Groups, _options.Activation);
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer PreActivations { get; } = new(length);
    }
}
