using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A fully connected layer, y = activation(x·W + b), on vectors or, with the same weights, on each timestep of a sequence. Parameters:
/// <c>kernel</c> [features, units], <c>bias</c> [units].
/// </summary>
public sealed class Dense : UnaryLayer
{
    private static readonly Setting<Dense, int?> _units = LayerSettings.Optional<Dense>(
        "units", layer => layer.Units > 0 ? layer.Units : null, "Outputs.",
        "required; of the last layer of `task: generate`, the size of the vocabulary");

    private static readonly Setting<Dense, ActivationFunction> _activation = LayerSettings.Activation<Dense>(
        layer => layer._options.Activation, default(DenseOptions).Activation);

    private static readonly WeightSettings<Dense> _weights = new(layer => layer._options.Weights, default(DenseOptions).Weights);

    internal static LayerEntry Entry { get; } = new(
        "dense", typeof(Dense), "A fully connected layer, on vectors or on each timestep of a sequence.",
        [_units, _activation, .. _weights.All],
        values => new Dense(
            new DenseOptions { Activation = values.Get(_activation), Weights = _weights.Read(values) }, values.Get(_units) ?? 0))
    {
        Shorthand = _units,
        Formula = "y = activation(x·W + b)",
        Example = "dense: {units: 10, activation: softmax}",
    };

    /// <summary>
    /// Rows whose activation function is computed while their product is in the cache: whole tiles, so that chunks do not change a bit.
    /// </summary>
    private const int RowsOfChunk = 256;

    private readonly DenseOptions _options;
    private readonly bool _linear;
    private Parameter _kernel = null!;
    private Parameter? _bias;
    private PackedParameter _packed = null!;

    /// <summary>Creates a layer.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    /// <param name="options">
    /// Options; leave out for the defaults. For example <c>new() { Activation = ActivationFunction.Relu }</c>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public Dense(int units, DenseOptions options = default)
        : this(options, units) => LayerErrors.ThrowIfNotPositive(units, nameof(Dense), nameof(units));

    private Dense(DenseOptions options, int units)
    {
        Units = units;
        _options = options;
        _linear = options.Activation is Linear;
    }

    /// <summary>The same layer with as many outputs where its settings leave them open; any other layer as it is.</summary>
    /// <param name="block">A layer.</param>
    /// <param name="units">Outputs; null where their number is not known.</param>
    public static Block<Layer> Sized(Block<Layer> block, int? units)
    {
        ArgumentNullException.ThrowIfNull(block);
        return units is not null && block.Entry == Entry && block.Values.Get(_units) is null ? block.With(_units, units) : block;
    }

    /// <summary>Outputs; 0 in a recipe that leaves them to its task.</summary>
    public int Units { get; }

    /// <summary>Activation of the outputs.</summary>
    public ActivationFunction Activation => _options.Activation;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => _options.Activation.Range;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(Dense), InputShape, input);
        }

        if (Units == 0)
        {
            throw new ArgumentException(
                $"Layer '{Name}' has no number of outputs (units), which only the last layer of task: generate may leave open: give it, "
                + "for example dense: 10.");
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
        int rows = input.Rows * input.RealTimesteps;
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
        int rows = input.Rows * input.RealTimesteps;
        Span<float> gradient = outputGradient.Values[..(rows * Units)];
        if (!_linear)
        {
            ReadOnlySpan<float> preActivations = ((Workspace)workspace).PreActivations.Span[..gradient.Length];
            _options.Activation.Backward(preActivations, output.Values[..gradient.Length], gradient, gradient, Units);
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
            inputGradient.Values[(rows * input.Features)..].Clear();
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        _kernel = AddParameter("kernel", _options.KernelInitializer, random, input.Features, Units);
        _kernel.Regularizer = _options.KernelRegularizer;
        if (_options.UseBias)
        {
            _bias = AddParameter("bias", _options.BiasInitializer, input.Features, Units, random, Units);
            _bias.Regularizer = _options.BiasRegularizer;
        }

        _packed = new PackedParameter(_kernel);
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer PreActivations { get; } = new(length);
    }
}
