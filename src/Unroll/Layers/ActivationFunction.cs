namespace Unroll.Layers;

/// <summary>
/// A function applied to what a layer computes. All but softmax work element by element; softmax works on rows. Stateless, and safe to
/// use from several threads at once.
/// </summary>
public abstract class ActivationFunction
{
    private protected ActivationFunction()
    {
    }

    /// <summary>f(x) = x.</summary>
    public static ActivationFunction Linear { get; } = new Linear();

    /// <summary>f(x) = max(0, x).</summary>
    public static ActivationFunction Relu { get; } = new Relu();

    /// <summary>f(x) = x where x is positive, 0.3·x elsewhere, as in Keras; for another slope make a <see cref="Layers.LeakyRelu"/>.</summary>
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

    // After the functions, which it gives.
    private static readonly NameTable<ActivationFunction> _table = new(
        "activation",
        new("linear", [], _ => Linear),
        new("relu", [], _ => Relu),
        new("leaky-relu", ["slope"], settings => new LeakyRelu(settings.Single("slope", Layers.LeakyRelu.DefaultSlope))),
        new("elu", ["alpha"], settings => new Elu(settings.Single("alpha", 1))),
        new("selu", [], _ => Selu),
        new("gelu", ["approximate"], settings => new Gelu(settings.Flag("approximate", false))),
        new("softplus", [], _ => Softplus),
        new("tanh", [], _ => Tanh),
        new("sigmoid", [], _ => Sigmoid),
        new("hard-sigmoid", [], _ => HardSigmoid),
        new("softmax", [], _ => Softmax));

    /// <summary>Name in recipes and model files: <c>hard-sigmoid</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this function again; empty for most.</summary>
    public virtual IReadOnlyDictionary<string, double> Settings => Unroll.Settings.None;

    /// <summary>
    /// Whether <see cref="Backward"/> looks at the input; all others look at the output alone, so that the input need not be kept, and
    /// may be overwritten by the output.
    /// </summary>
    public virtual bool NeedsInput => false;

    /// <summary>Gives a function from its name.</summary>
    /// <param name="name">
    /// <c>linear</c>, <c>relu</c>, <c>leaky-relu</c>, <c>elu</c>, <c>selu</c>, <c>gelu</c>, <c>softplus</c>, <c>tanh</c>, <c>sigmoid</c>,
    /// <c>hard-sigmoid</c> or <c>softmax</c>.
    /// </param>
    /// <param name="settings">
    /// Settings by name: <c>slope</c> of <c>leaky-relu</c>, <c>alpha</c> of <c>elu</c>, <c>approximate</c> (0 or 1) of <c>gelu</c>; what is
    /// absent keeps its default.
    /// </param>
    /// <exception cref="InputException">The name or a setting is not known, or a value is not allowed.</exception>
    public static ActivationFunction FromName(string name, IReadOnlyDictionary<string, double>? settings = null) =>
        _table.Create(name, settings);

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

    /// <summary>See <see cref="Forward"/>; lengths are checked.</summary>
    private protected abstract void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength);

    /// <summary>See <see cref="Backward"/>; lengths are checked, and the input is the output unless it is needed.</summary>
    private protected abstract void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength);

    private static void CheckLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Got {actual} numbers of {name} where {expected} are to be computed; there must be as many.", name);
        }
    }

    private static void CheckRows(int length, int rowLength)
    {
        if (rowLength <= 0 || length % rowLength != 0)
        {
            throw new ArgumentException($"{length} numbers are no whole number of rows of {rowLength}.", nameof(rowLength));
        }
    }
}
