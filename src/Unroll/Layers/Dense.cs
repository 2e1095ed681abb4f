using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A fully connected layer, y = activation(x·W + b), on vectors or, with the same weights, on each timestep of a sequence. Parameters:
/// <c>kernel</c> [features, units], <c>bias</c> [units].
/// </summary>
public sealed class Dense : UnaryLayer
{
    /// <summary>Rows whose activation function is computed while their product is in the cache: whole tiles, so that chunks do not change a bit.</summary>
    private const int RowsOfChunk = 256;

    private readonly DenseOptions _options;
    private readonly bool _linear;
    private Parameter _kernel = null!;
    private Parameter? _bias;
    private PackedParameter _packed = null!;

    /// <summary>Creates a layer.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Activation = ActivationFunction.Relu }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public Dense(int units, DenseOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(units, nameof(Dense), nameof(units));
        Units = units;
        _options = options;
        _linear = options.Activation is Linear;
    }

    /// <summary>Outputs.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(Dense), InputShape, input);
        }

        return input.IsSequence ? Shape.Sequence(input.Timesteps, Units) : Shape.Vector(Units);
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _packed.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, _linear ? 0 : rows * timesteps * Units);

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        Span<float> preActivations = _linear ? output.Values : ((Workspace)workspace).PreActivations.Span;
        int rows = input.Rows * input.Timesteps;
        for (int row = 0; row < rows; row += RowsOfChunk)
        {
            int count = Math.Min(RowsOfChunk, rows - row);
            Range chunk = (row * Units)..((row + count) * Units);
            MatrixProduct.MultiplyAddBias(
                input.Values[(row * input.Features)..],
                input.Features,
                _packed.Matrix,
                _bias is null ? default : _bias.Values,
                preActivations[chunk],
                Units,
                count);
            if (!_linear)
            {
                _options.Activation.Forward(preActivations[chunk], output.Values[chunk], Units);
            }
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
        int rows = input.Rows * input.Timesteps;
        Span<float> gradient = outputGradient.Values;
        if (!_linear)
        {
            ReadOnlySpan<float> preActivations = ((Workspace)workspace).PreActivations.Span[..gradient.Length];
            _options.Activation.Backward(preActivations, output.Values, gradient, gradient, Units);
        }

        MatrixProduct.AddTransposed(
            input.Values, input.Features, gradient, Units, context.Gradient(_kernel), Units, rows, input.Features, Units);
        if (_bias is not null)
        {
            Columns.AddSums(gradient, Units, context.Gradient(_bias));
        }

        if (!inputGradient.IsEmpty)
        {
            MatrixProduct.Multiply(gradient, Units, _packed.Transposed, inputGradient.Values, input.Features, rows, accumulate: false);
        }
    }

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["units"] = Units;
        configuration["use_bias"] = _options.UseBias;
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["kernel_initializer"] = LayerJson.Write(_options.KernelInitializer);
        configuration["bias_initializer"] = LayerJson.Write(_options.BiasInitializer);
        configuration["kernel_regularizer"] = LayerJson.Write(_options.KernelRegularizer);
        configuration["bias_regularizer"] = LayerJson.Write(_options.BiasRegularizer);
        return configuration;
    }

    internal static Dense Read(JsonSource source) => new(source.Integer("units"), new DenseOptions
    {
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
        _kernel = AddParameter("kernel", input.Features, Units);
        _kernel.Regularizer = _options.KernelRegularizer;
        _options.KernelInitializer.Fill(_kernel.Values, input.Features, Units, random);
        if (_options.UseBias)
        {
            _bias = AddParameter("bias", Units);
            _bias.Regularizer = _options.BiasRegularizer;
            _options.BiasInitializer.Fill(_bias.Values, input.Features, Units, random);
        }

        _packed = new PackedParameter(_kernel);
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer PreActivations { get; } = new(length);
    }
}
