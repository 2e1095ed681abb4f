using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>
/// An activation function. All but softmax are element-wise; softmax works on rows. Stateless and thread-safe.
/// </summary>
public abstract class ActivationFunction
{
    /// <summary>f(x) = x.</summary>
    public static ActivationFunction Linear { get; } = new Linear();

    /// <summary>f(x) = max(0, x).</summary>
    public static ActivationFunction Relu { get; } = new Relu();

    /// <summary>
    /// f(x) = x where x is positive, 0.3·x elsewhere, as in Keras; for another slope make a <see cref="Layers.LeakyRelu"/>.
    /// </summary>
    public static ActivationFunction LeakyRelu { get; } = new LeakyRelu();

    /// <summary>f(x) = x where x is positive, eˣ − 1 elsewhere.</summary>
    public static ActivationFunction Elu { get; } = new Elu();

    /// <summary>The self-normalising exponential linear unit.</summary>
    public static ActivationFunction Selu { get; } = new Selu();

    /// <summary>f(x) = x·Φ(x), with Φ the standard normal distribution; exact, not the approximation by tanh.</summary>
    public static ActivationFunction Gelu { get; } = new Gelu();

    /// <summary>f(x) = log(1 + eˣ).</summary>
    public static ActivationFunction Softplus { get; } = new Softplus();

    /// <summary>The hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = new Tanh();

    /// <summary>f(x) = 1 / (1 + e⁻ˣ).</summary>
    public static ActivationFunction Sigmoid { get; } = new Sigmoid();

    /// <summary>f(x) = min(max(x + 3, 0), 6) / 6, as in Keras 3 and PyTorch.</summary>
    public static ActivationFunction HardSigmoid { get; } = new HardSigmoid();

    /// <summary>eˣ, divided by the sum over the row.</summary>
    public static ActivationFunction Softmax { get; } = new Softmax();

    /// <summary>All activations by name; users register their own here.</summary>
    public static BlockCatalogue<ActivationFunction> Catalogue { get; } = new("activation", () =>
    [
        Layers.Linear.Entry, Layers.Relu.Entry, Layers.LeakyRelu.Entry, Layers.Elu.Entry, Layers.Selu.Entry, Layers.Gelu.Entry,
        Layers.Softplus.Entry, Layers.Tanh.Entry, Layers.Sigmoid.Entry, Layers.HardSigmoid.Entry, Layers.Softmax.Entry,
    ]);

    /// <summary>Name in recipes and model files: <c>hard-sigmoid</c>.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>
    /// Whether <see cref="Backward"/> uses the input; all others use the output alone, so that the input need not be kept, and may be
    /// overwritten by the output.
    /// </summary>
    public virtual bool NeedsInput => false;

    /// <summary>The values that the function gives; unknown unless it overrides this.</summary>
    public virtual OutputRange Range => OutputRange.Unknown;

    /// <summary>Computes the function.</summary>
    /// <param name="input">Input, whole rows.</param>
    /// <param name="output">Receives as many numbers; may be the same memory as <paramref name="input"/>.</param>
    /// <param name="rowLength">Numbers in a row; matters to softmax only.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no whole number of rows.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int rowLength)
    {
        CheckLength(output.Length, input.Length, nameof(input));
        CheckRows(output.Length, rowLength);
        ForwardCore(input, output, rowLength);
    }

    /// <summary>Computes the gradient of the input from that of the output.</summary>
    /// <param name="input">The input that <see cref="Forward"/> had; may be empty unless <see cref="NeedsInput"/>.</param>
    /// <param name="output">The output that it gave.</param>
    /// <param name="outputGradient">Gradient of the output.</param>
    /// <param name="inputGradient">Receives the gradient of the input; may be the same memory as any of the others.</param>
    /// <param name="rowLength">Numbers in a row; matters to softmax only.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no whole number of rows.</exception>
    public void Backward(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength)
    {
        int length = inputGradient.Length;
        CheckLength(length, output.Length, nameof(output));
        CheckLength(length, outputGradient.Length, nameof(outputGradient));
        CheckRows(length, rowLength);
        if (NeedsInput)
        {
            CheckLength(length, input.Length, nameof(input));
        }
        else
        {
            input = output;
        }

        BackwardCore(input, output, outputGradient, inputGradient, rowLength);
    }

    /// <summary>Computes the function; lengths are checked.</summary>
    /// <param name="input">Input, whole rows.</param>
    /// <param name="output">Receives as many numbers; may be the same memory as <paramref name="input"/>.</param>
    /// <param name="rowLength">Numbers in a row.</param>
    protected abstract void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength);

    /// <summary>Computes the gradient of the input; lengths are checked.</summary>
    /// <param name="input">The input, or the output again unless <see cref="NeedsInput"/>.</param>
    /// <param name="output">The output.</param>
    /// <param name="outputGradient">Gradient of the output.</param>
    /// <param name="inputGradient">Receives the gradient of the input; may be the same memory as any of the others.</param>
    /// <param name="rowLength">Numbers in a row.</param>
    protected abstract void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength);

    private static void CheckLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(actual, "numbers")} of {name} where {expected} are to be computed; there must be as " +
                $"many.", name);
        }
    }

    private static void CheckRows(int length, int rowLength)
    {
        if (rowLength <= 0 || length % rowLength != 0)
        {
            throw new ArgumentException($"{CountFormatter.Format(length, "numbers")} are no whole number of rows of " +
                $"{rowLength}.", nameof(rowLength));
        }
    }
}
