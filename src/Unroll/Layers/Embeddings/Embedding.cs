using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// A trained vector for each index of a vocabulary (Bengio et al. 2003). Input: whole numbers from 0 to vocabulary − 1 as sequences
/// <c>[batch, timesteps, 1]</c> or vectors <c>[batch, timesteps]</c>; output: <c>[batch, timesteps, dimension]</c>. Parameter:
/// <c>embeddings</c> [vocabulary, dimension]. Indices have no gradient.
/// </summary>
public sealed class Embedding : UnaryLayer
{
    private static readonly Setting<Embedding, int?> _inputDim = LayerSettings.Optional<Embedding>(
        "input-dim", layer => layer.Vocabulary > 0 ? layer.Vocabulary : null, "Size of the vocabulary: indices go from 0 to below it.",
        "in a recipe, that of the step that made the codes");

    private static readonly Setting<Embedding, int> _outputDim = LayerSettings.Size<Embedding>(
        "output-dim", layer => layer.Dimension, "Length of the vectors.", 16);

    private static readonly Setting<Embedding, bool> _maskZero = LayerSettings.Flag<Embedding>(
        "mask-zero", layer => layer._options.MaskZero, "Whether index 0 is padding, which the layers that follow leave out.");

    private static readonly Setting<Embedding, bool> _sparseUpdates = LayerSettings.Flag<Embedding>(
        "sparse-updates", layer => layer._options.SparseUpdates,
        "Whether a step changes only the vectors of indices that the batch has, and their moments.");

    private static readonly Setting<Embedding, Initializer> _initializer = LayerSettings.Initializer<Embedding>(
        "embeddings-initializer", layer => layer._options.EmbeddingsInitializer, default(EmbeddingOptions).EmbeddingsInitializer,
        "Initial vectors.");

    private static readonly Setting<Embedding, float> _wordDropout = LayerSettings.Dropout<Embedding>(
        layer => layer._options.WordDropout, "Share of the indices other than 0 that become `unknown-index` in training.", "word-dropout");

    private static readonly Setting<Embedding, int> _unknownIndex = LayerSettings.Whole<Embedding>(
        "unknown-index", layer => layer._options.UnknownIndex, "Index of unknown words, which dropped ones become.", 1);

    internal static LayerEntry Entry { get; } = new(
        "embedding", typeof(Embedding), "A trained vector for each index.",
        [_inputDim, _outputDim, _maskZero, _sparseUpdates, _wordDropout, _unknownIndex, _initializer],
        values => new Embedding(values.Get(_inputDim), values.Get(_outputDim), new EmbeddingOptions
        {
            MaskZero = values.Get(_maskZero),
            SparseUpdates = values.Get(_sparseUpdates),
            WordDropout = values.Get(_wordDropout),
            UnknownIndex = values.Get(_unknownIndex),
            EmbeddingsInitializer = values.Get(_initializer),
        }))
    {
        Example = "embedding: {input-dim: 1000, output-dim: 16, mask-zero: true}",
        TakingCodes = (block, vocabulary) => block.Values.Get(_inputDim) is null ? block.With(_inputDim, vocabulary) : block,
    };

    private readonly EmbeddingOptions _options;
    private Parameter _embeddings = null!;

    /// <summary>Creates the layer.</summary>
    /// <param name="vocabulary">Size of the vocabulary, at least 1.</param>
    /// <param name="dimension">Length of each vector, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or word dropout no share.</exception>
    public Embedding(int vocabulary, int dimension, EmbeddingOptions options = default)
        : this((int?)vocabulary, dimension, options)
    {
    }

    private Embedding(int? vocabulary, int dimension, EmbeddingOptions options)
    {
        if (vocabulary is { } given)
        {
            LayerErrors.ThrowIfNotPositive(given, nameof(Embedding), nameof(vocabulary));
        }

        LayerErrors.ThrowIfNotPositive(dimension, nameof(Embedding), nameof(dimension));
        Require.FractionBelowOne(options.WordDropout, nameof(options.WordDropout));
        Vocabulary = vocabulary ?? 0;
        Dimension = dimension;
        _options = options;
    }

    /// <summary>Size of the vocabulary; 0 in a recipe that leaves it to the step that makes the codes.</summary>
    public int Vocabulary { get; }

    /// <summary>Length of each vector.</summary>
    public int Dimension { get; }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => input.IsSequence && input.Features != 1
        ? throw new ArgumentException(
            $"Embedding expects indices, of shape [batch, timesteps, 1] or [batch, timesteps], but got {input}: give one index at each "
            + $"timestep.")
        : Shape.Sequence(input.IsSequence ? input.Timesteps : input.Features, Dimension);

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) =>
        _options.MaskZero || base.GivesMask(output, inputs, outputShape);

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan input = pass.Input();
        for (int i = 0; i < mask.Length; i++)
        {
            int at = IndexAt(input, i);
            mask[i] = (!input.IsMasked || input.Mask[at]) && !(_options.MaskZero && input.Values[at] == 0);
        }
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, training && _options.WordDropout > 0 ? rows * OutputShape.Timesteps : 0);

    /// <inheritdoc/>
    /// <exception cref="InputException">An index is not a whole number within the vocabulary.</exception>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        ReadOnlySpan<float> embeddings = _embeddings.Values;
        Span<bool> dropped = Dropped(workspace, input, context);
        for (int i = 0; i < dropped.Length; i++)
        {
            dropped[i] = input.Values[IndexAt(input, i)] != 0 && context.Random.NextSingle() < _options.WordDropout;
        }

        for (int i = 0; i < input.Values.Length; i++)
        {
            float value = input.Values[IndexAt(input, i)];
            int index = (int)value;
            if (!(value >= 0 && value < Vocabulary) || index != value)
            {
                ThrowNoIndex(value, i / input.Rows, context.FirstRow + (i % input.Rows));
            }

            index = dropped.Length > 0 && dropped[i] ? _options.UnknownIndex : index;
            embeddings.Slice(index * Dimension, Dimension).CopyTo(output.Values.Slice(i * Dimension, Dimension));
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
        inputGradient.Values.Clear();
        Span<float> gradient = context.Gradient(_embeddings);
        bool[]? rows = context.GradientRows(_embeddings);
        ReadOnlySpan<bool> dropped = Dropped(workspace, input, context);
        for (int i = 0; i < input.Values.Length; i++)
        {
            int index = dropped.Length > 0 && dropped[i] ? _options.UnknownIndex : (int)input.Values[IndexAt(input, i)];
            if (rows is not null)
            {
                rows[index] = true;
            }

            Span<float> sum = gradient.Slice(index * Dimension, Dimension);
            TensorPrimitives.Add(sum, outputGradient.Values.Slice(i * Dimension, Dimension), sum);
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        if (_options.WordDropout > 0 && Vocabulary > 0 && _options.UnknownIndex >= Vocabulary)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Layer '{Name}' has {Vocabulary} indices, from 0 to {Vocabulary - 1}, but its unknown index is {_options.UnknownIndex}: ")
                + "give one of them.");
        }

        _embeddings = Vocabulary == 0
            ? throw new ArgumentException(
                $"Layer '{Name}' has no size of its vocabulary (input-dim), and its input is no code of the steps tokenize or "
                + "embedding-codes, which tell it: give input-dim.")
            : AddParameter("embeddings", _options.EmbeddingsInitializer, random, Vocabulary, Dimension);
        _embeddings.HasSparseRows = _options.SparseUpdates;
    }

    /// <summary>
    /// The place of an output's index in the input: the same, or transposed for vectors [rows, timesteps].
    /// </summary>
    private static int IndexAt(TimeMajorSpan input, int i) =>
        input.Features == 1 ? i : ((i % input.Rows) * input.Features) + (i / input.Rows);

    /// <summary>The dropped indices of a pass, to be drawn or as drawn; empty where none are.</summary>
    private Span<bool> Dropped(LayerWorkspace workspace, TimeMajorSpan input, PassContext context) =>
        context.IsTraining && _options.WordDropout > 0 ? ((Workspace)workspace).Dropped.AsSpan(0, input.Values.Length) : [];

    private void ThrowNoIndex(float value, int timestep, int row) => throw new InputException(string.Create(
        CultureInfo.InvariantCulture,
        $"The layer '{Name}' got {value} at timestep {timestep} of row {row} of the batch, but expects indices, whole numbers from 0 to "
        + $"{Vocabulary - 1}: " +
        $"number the vocabulary from 0, or give Embedding a larger one than {Vocabulary}."));

    private sealed class Workspace(int rows, int timesteps, int indices) : LayerWorkspace(rows, timesteps)
    {
        /// <summary>Whether each index is replaced by that of unknown words.</summary>
        public bool[] Dropped { get; } = new bool[indices];
    }
}
