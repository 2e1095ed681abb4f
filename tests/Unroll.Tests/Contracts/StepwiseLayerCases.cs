using Unroll.Layers;

namespace Unroll.Tests.Contracts;

/// <summary>
/// Layers that take sequences and give sequences of the same length, each with what comes before it; made anew for each test.
/// </summary>
internal static class StepwiseLayerCases
{
    public const int Timesteps = 6;
    public const int Features = 4;
    public const int Vocabulary = 9;

    private static readonly Dictionary<string, Func<Layer[]>> _cases = new()
    {
        ["embedding"] = () => [new Embedding(Vocabulary, 5)],
        ["embedding, mask zero"] = () => [new Embedding(Vocabulary, 5, new EmbeddingOptions { MaskZero = true })],
        ["layer normalization"] = () => [new LayerNormalization()],
        ["layer normalization, plain"] =
            () => [new LayerNormalization(new LayerNormalizationOptions { Center = false, Scale = false, Epsilon = 1e-5f })],
        ["batch normalization"] = () => [new BatchNormalization()],
        ["batch normalization, plain"] = () =>
            [new BatchNormalization(new BatchNormalizationOptions { Center = false, Scale = false, Epsilon = 1e-5f, Momentum = 0.9f })],
        ["positions"] = () => [new PositionalEncoding()],
        ["positions, learned"] =
            () => [new PositionalEncoding(new PositionalEncodingOptions { Learned = true, MaxLength = Timesteps })],
        ["attention"] = () => [new MultiHeadAttention(2, 3)],
        ["attention, causal with dropout"] = () => [new MultiHeadAttention(
            3, 2, new MultiHeadAttentionOptions { Causal = true, Dropout = 0.2f, UseBias = false, ValueDimension = 5,
                OutputDimension = 7 })],
        ["additive attention"] = () => [new AdditiveAttention(5)],
        ["additive attention with dropout"] = () => [new AdditiveAttention(3, new AdditiveAttentionOptions { Dropout = 0.2f })],
        ["a transformer's beginning"] =
            () => [new Dense(8), new PositionalEncoding(), new MultiHeadAttention(2, 4), new LayerNormalization()],
    };

    public static TheoryData<string> Names { get; } = new(_cases.Keys);

    public static bool TakesIndices(string name) => name.StartsWith("embedding", StringComparison.Ordinal);

    public static Layer[] Create(string name) => _cases[name]();

    /// <summary>Shape of a sample that a case takes, of any length.</summary>
    public static Shape InputShape(string name, int timesteps = Shape.AnyLength) =>
        Shape.Sequence(timesteps, TakesIndices(name) ? 1 : Features);

    /// <summary>Inputs of a case: normal numbers, or indices other than 0.</summary>
    public static float[,,] Inputs(string name, int rows, int timesteps = Timesteps)
    {
        if (!TakesIndices(name))
        {
            return TestData.Sequences(rows, timesteps, Features);
        }

        var random = new RandomStream(4);
        var indices = new float[rows, timesteps, 1];
        for (int row = 0; row < rows; row++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                indices[row, t, 0] = 1 + random.NextInt32(Vocabulary - 1);
            }
        }

        return indices;
    }
}
