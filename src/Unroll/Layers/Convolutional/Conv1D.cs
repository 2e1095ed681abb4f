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
/// <see cref="WindowPadding.Causal"/> if the timestep in its place, t·stride, is.
/// </remarks>
public sealed class Conv1D : UnaryLayer
{
    /// <summary>Rows of a product: few enough that a piece of the output stays in the cache while all taps are added to it.</summary>
    private const int RowsAtATime = 256;

    private readonly Conv1DOptions _options;
    private readonly TimeWindow _window;
    private readonly bool _linear;
    private Parameter _kernel = null!;
    private Parameter? _bias;
    private PackedParameter[] _packed = [];

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
        _linear = options.Activation is Linear;
    }

    /// <summary>Features that go out.</summary>
    public int Filters { get; }

    /// <summary>Taps of each filter.</summary>
    public int KernelSize { get; }

    /// <inheritdoc/>
    public override string Kind => "conv1d";

    private int FiltersInGroup => Filters / _options.Groups;

    private int FeaturesInGroup => _kernel.Dimensions[1];

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
    public override void Prepare(bool training)
    {
        foreach (PackedParameter packed in _packed)
        {
            packed.Prepare(training);
        }
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, _linear ? 0 : checked(rows * _window.OutputTimesteps(timesteps) * Filters));

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _window.ComputeMask(pass.Input().Mask, pass.Rows, mask);
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        Span<float> sums = _linear ? output.Values : ((Workspace)workspace).PreActivations.Span;
        int chunk = Math.Max(1, RowsAtATime / input.Rows);
        for (int from = 0; from < output.Timesteps; from += chunk)
        {
            int to = Math.Min(from + chunk, output.Timesteps);
            for (int group = 0; group < _options.Groups; group++)
            {
                ForwardChunk(input, sums, from, to, group);
            }
        }

        if (!_linear)
        {
            _options.Activation.Forward(sums[..output.Values.Length], output.Values, Filters);
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
        Span<float> gradient = outputGradient.Values;
        if (!_linear)
        {
            ReadOnlySpan<float> sums = ((Workspace)workspace).PreActivations.Span[..gradient.Length];
            _options.Activation.Backward(sums, output.Values, gradient, gradient, Filters);
        }

        if (_bias is not null)
        {
            Columns.AddSums(gradient, Filters, context.Gradient(_bias));
        }

        Span<float> kernelGradient = context.Gradient(_kernel);
        inputGradient.Values.Clear();
        int chunk = Math.Max(1, RowsAtATime / input.Rows);
        for (int from = 0; from < output.Timesteps; from += chunk)
        {
            int to = Math.Min(from + chunk, output.Timesteps);
            for (int group = 0; group < _options.Groups; group++)
            {
                BackwardChunk(input, gradient, inputGradient, kernelGradient, from, to, group);
            }
        }

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
    });

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        int features = input.Features / _options.Groups;
        int fanIn = KernelSize * features;
        int fanOut = KernelSize * Filters;
        _kernel = AddParameter("kernel", KernelSize, features, Filters);

        // An orthogonal kernel is the matrix [kernelSize · features, filters]; all others only ask how many numbers meet.
        _options.KernelInitializer.Fill(_kernel.Values, fanIn, _options.KernelInitializer is Orthogonal ? Filters : fanOut, random);
        if (_options.UseBias)
        {
            _bias = AddParameter("bias", Filters);
            _options.BiasInitializer.Fill(_bias.Values, fanIn, fanOut, random);
        }

        _packed = new PackedParameter[KernelSize * _options.Groups];
        for (int i = 0; i < _packed.Length; i++)
        {
            (int tap, int group) = (i / _options.Groups, i % _options.Groups);
            _packed[i] = new PackedParameter(_kernel, tap * features, features, group * FiltersInGroup, FiltersInGroup);
        }
    }

    /// <summary>Some timesteps of the sums of one group: one product for each tap, over all rows of all timesteps that lie behind one another.</summary>
    private void ForwardChunk(TimeMajorSpan input, Span<float> sums, int from, int to, int group)
    {
        ReadOnlySpan<float> bias = _bias is null ? default : _bias.Values.Slice(group * FiltersInGroup, FiltersInGroup);
        int complete = CompleteTap(input.Timesteps, from, to);
        if (complete < 0)
        {
            for (int row = from * input.Rows; row < to * input.Rows; row++)
            {
                Span<float> start = sums.Slice((row * Filters) + (group * FiltersInGroup), FiltersInGroup);
                start.Clear();
                bias.CopyTo(start);
            }
        }
        else
        {
            MultiplyTap(input, sums, _window.Range(complete, input.Timesteps, from, to), complete, group, bias, accumulate: false);
        }

        for (int tap = 0; tap < KernelSize; tap++)
        {
            if (tap != complete)
            {
                MultiplyTap(input, sums, _window.Range(tap, input.Timesteps, from, to), tap, group, default, accumulate: true);
            }
        }
    }

    private void MultiplyTap(
        TimeMajorSpan input, Span<float> sums, TapRange range, int tap, int group, ReadOnlySpan<float> bias, bool accumulate)
    {
        PackedMatrix matrix = Packed(tap, group).Matrix;
        Pieces pieces = new(range, _options.Stride, input.Rows);
        for (int piece = 0; piece < pieces.Count; piece++)
        {
            ReadOnlySpan<float> x = input.Values[((pieces.Input(piece) * input.Features) + (group * FeaturesInGroup))..];
            Span<float> y = sums[((pieces.Output(piece) * Filters) + (group * FiltersInGroup))..];
            if (accumulate)
            {
                MatrixProduct.Multiply(x, input.Features, matrix, y, Filters, pieces.Rows, accumulate: true);
            }
            else
            {
                MatrixProduct.MultiplyAddBias(x, input.Features, matrix, bias, y, Filters, pieces.Rows);
            }
        }
    }

    private void BackwardChunk(
        TimeMajorSpan input, Span<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to, int group)
    {
        int features = input.Features;
        for (int tap = 0; tap < KernelSize; tap++)
        {
            Pieces pieces = new(_window.Range(tap, input.Timesteps, from, to), _options.Stride, input.Rows);
            Span<float> dw = kernelGradient[((tap * FeaturesInGroup * Filters) + (group * FiltersInGroup))..];
            for (int piece = 0; piece < pieces.Count; piece++)
            {
                int at = (pieces.Input(piece) * features) + (group * FeaturesInGroup);
                ReadOnlySpan<float> dy = gradient[((pieces.Output(piece) * Filters) + (group * FiltersInGroup))..];
                MatrixProduct.AddTransposed(
                    input.Values[at..], features, dy, Filters, dw, Filters, pieces.Rows, FeaturesInGroup, FiltersInGroup);
                if (!inputGradient.IsEmpty)
                {
                    MatrixProduct.Multiply(
                        dy, Filters, Packed(tap, group).Transposed, inputGradient.Values[at..], features, pieces.Rows, accumulate: true);
                }
            }
        }
    }

    private PackedParameter Packed(int tap, int group) => _packed[(tap * _options.Groups) + group];

    /// <summary>A tap that all these outputs see through, which can write the sums rather than add to them; −1 if there is none.</summary>
    private int CompleteTap(int timesteps, int from, int to)
    {
        for (int tap = KernelSize - 1; tap >= 0; tap--)
        {
            if (_window.Range(tap, timesteps, from, to).Count == to - from)
            {
                return tap;
            }
        }

        return -1;
    }

    /// <summary>
    /// The parts of a tap's range whose rows lie behind one another in input and output: all of it where windows follow each other timestep by
    /// timestep, single timesteps elsewhere.
    /// </summary>
    private readonly struct Pieces(TapRange range, int stride, int rows)
    {
        public int Count => range.Count == 0 ? 0 : stride == 1 ? 1 : range.Count;

        public int Rows => stride == 1 ? range.Count * rows : rows;

        /// <summary>The first row of the input.</summary>
        public int Input(int piece) => (range.Input + (piece * stride)) * rows;

        /// <summary>The first row of the output.</summary>
        public int Output(int piece) => (range.First + piece) * rows;
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer PreActivations { get; } = new(length);
    }
}
