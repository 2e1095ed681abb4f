using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A convolution over time: each filter is a window of <c>kernelSize</c> timesteps that slides over the sequence,
/// y_t = activation(Σ_k x_{t·stride + k·dilation}·W_k + b). Takes <c>[batch, timesteps, features]</c>, gives
/// <c>[batch, output timesteps, filters]</c>. Parameters, as in Keras: <c>kernel</c> [kernelSize, features / groups, filters], <c>bias</c> [filters].
/// </summary>
/// <remarks>
/// Padded timesteps count as zeros. Without padding an output timestep is real if its whole window is; with <see cref="WindowPadding.Same"/> or
/// <see cref="WindowPadding.Causal"/> if the timestep in its place, t·stride, is. So a padded row gives what it gives alone, but for
/// <see cref="WindowPadding.Same"/> with a stride above 1: where its windows lie depends, as in Keras, on the timesteps of the whole batch.
/// </remarks>
public sealed class Conv1D : UnaryLayer
{
    private readonly Conv1DOptions _options;
    private readonly TimeWindow _window;
    private readonly bool _keepsSums;
    private Parameter _kernel = null!;
    private Parameter? _bias;
    private Convolution _convolution = null!;

    /// <summary>Creates a layer.</summary>
    /// <param name="filters">Features that go out, at least 1.</param>
    /// <param name="kernelSize">Taps of each filter: timesteps that it sees, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Padding = WindowPadding.Causal }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the padding is not one of the known.</exception>
    /// <exception cref="ArgumentException">The filters cannot be cut into that many groups.</exception>
    public Conv1D(int filters, int kernelSize, Conv1DOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(filters, nameof(Conv1D), nameof(filters));
        LayerErrors.ThrowIfNotPositive(kernelSize, nameof(Conv1D), nameof(kernelSize));
        Require.AtLeast(options.Stride, 1, nameof(options.Stride));
        Require.AtLeast(options.Dilation, 1, nameof(options.Dilation));
        Require.AtLeast(options.Groups, 1, nameof(options.Groups));
        if (filters % options.Groups != 0)
        {
            throw new ArgumentException(
                $"Conv1D cannot cut {filters} filters into {options.Groups} groups: make the filters a multiple of the groups.", nameof(filters));
        }

        Filters = filters;
        KernelSize = kernelSize;
        _options = options;
        _window = new TimeWindow(kernelSize, options.Stride, options.Dilation, WindowNames.Known(options.Padding));
        _keepsSums = options.Activation.NeedsInput;
    }

    /// <summary>Features that go out.</summary>
    public int Filters { get; }

    /// <summary>Taps of each filter.</summary>
    public int KernelSize { get; }

    /// <inheritdoc/>
    public override string Kind => "conv1d";

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
                $"Conv1D cannot cut the {input.Features} features of {input} into {_options.Groups} groups: make the features a multiple of the groups.");
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _convolution.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, _keepsSums ? checked(rows * _window.OutputTimesteps(timesteps) * Filters) : 0);

    /// <summary>Whether a timestep goes out for each that comes in, wherever the sequence ends.</summary>
    internal bool KeepsTimesteps => _window.Stride == 1 && (_window.Padding != WindowPadding.Valid || _window.Extent == 1);

    /// <summary>Why the layer cannot be given one timestep at a time; null where it can.</summary>
    internal string? StreamRefusal =>
        _window.Padding != WindowPadding.Causal && _window.Extent > 1 ? $"its windows reach into later timesteps (padding '{WindowNames.Name(_window.Padding)}'): make it causal"
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
            input, sums, output.Values, outputGradient.Values, inputGradient, context.Gradient(_kernel), _bias is null ? default : context.Gradient(_bias));

        // Windows of real outputs may reach into padding.
        inputGradient.ClearPadding();
    }

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["filters"] = Filters;
        configuration["kernel_size"] = KernelSize;
        configuration["padding"] = WindowNames.Name(_options.Padding);
        configuration["stride"] = _options.Stride;
        configuration["dilation"] = _options.Dilation;
        configuration["groups"] = _options.Groups;
        configuration["use_bias"] = _options.UseBias;
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["kernel_initializer"] = LayerJson.Write(_options.KernelInitializer);
        configuration["bias_initializer"] = LayerJson.Write(_options.BiasInitializer);
        configuration["kernel_regularizer"] = LayerJson.Write(_options.KernelRegularizer);
        configuration["bias_regularizer"] = LayerJson.Write(_options.BiasRegularizer);
        return configuration;
    }

    internal static Conv1D Read(JsonSource source) => new(source.Integer("filters"), source.Integer("kernel_size"), new Conv1DOptions
    {
        Padding = WindowNames.Parse(source.Text("padding")),
        Stride = source.Integer("stride"),
        Dilation = source.Integer("dilation"),
        Groups = source.Integer("groups"),
        UseBias = source.Flag("use_bias"),
        Activation = LayerJson.ReadActivation(source, "activation"),
        KernelInitializer = LayerJson.ReadInitializer(source, "kernel_initializer"),
        BiasInitializer = LayerJson.ReadInitializer(source, "bias_initializer"),
        KernelRegularizer = LayerJson.ReadRegularizer(source, "kernel_regularizer"),
        BiasRegularizer = LayerJson.ReadRegularizer(source, "bias_regularizer"),
    });

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        int features = input.Features / _options.Groups;
        int fanIn = KernelSize * features;
        int fanOut = KernelSize * Filters;
        _kernel = AddParameter("kernel", KernelSize, features, Filters);
        _kernel.Regularizer = _options.KernelRegularizer;

        // An orthogonal kernel is the matrix [kernelSize · features, filters]; all others only ask how many numbers meet.
        _options.KernelInitializer.Fill(_kernel.Values, fanIn, _options.KernelInitializer is Orthogonal ? Filters : fanOut, random);
        if (_options.UseBias)
        {
            _bias = AddParameter("bias", Filters);
            _bias.Regularizer = _options.BiasRegularizer;
            _options.BiasInitializer.Fill(_bias.Values, fanIn, fanOut, random);
        }

        _convolution = Convolution.Create(_window, _kernel, _options.Groups, _options.Activation);
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer PreActivations { get; } = new(length);
    }
}
