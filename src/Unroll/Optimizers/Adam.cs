using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), in PyTorch's form: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
/// </summary>
public sealed class Adam : Optimizer
{
    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.001f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decays and ε; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(float learningRate = DefaultLearningRate, AdamOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        Require.FractionBelowOne(Options.Beta1, nameof(AdamOptions.Beta1));
        Require.FractionBelowOne(Options.Beta2, nameof(AdamOptions.Beta2));
        Require.PositiveFinite(Options.Epsilon, nameof(AdamOptions.Epsilon));
    }

    /// <summary>Its settings.</summary>
    public AdamOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override int SlotCount => 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step) =>
        UpdateLoop.Run(new Rule(LearningRate, Options, step), values, gradient, slots[0], slots[1]);

    /// <inheritdoc/>
    protected override void AddSettings(IDictionary<string, double> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["beta1"] = Options.Beta1;
        settings["beta2"] = Options.Beta2;
        settings["epsilon"] = Options.Epsilon;
    }

    private readonly struct Rule : IUpdateRule
    {
        private readonly Vector<float> _beta1;
        private readonly Vector<float> _rest1;
        private readonly Vector<float> _beta2;
        private readonly Vector<float> _rest2;
        private readonly Vector<float> _stepSize;
        private readonly Vector<float> _rootCorrection;
        private readonly Vector<float> _epsilon;

        public Rule(float learningRate, AdamOptions options, long step)
        {
            // In double, from the shortest decimal form of the decays: 1 − 0.999f in single precision is off by 1e-5 of itself.
            double beta1 = (double)(decimal)options.Beta1;
            double beta2 = (double)(decimal)options.Beta2;
            _beta1 = new((float)beta1);
            _rest1 = new((float)(1 - beta1));
            _beta2 = new((float)beta2);
            _rest2 = new((float)(1 - beta2));
            _stepSize = new((float)(learningRate / (1 - Math.Pow(beta1, step))));
            _rootCorrection = new((float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))));
            _epsilon = new(options.Epsilon);
        }

        public void Update(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
        {
            first = (_beta1 * first) + (_rest1 * gradient);
            second = (_beta2 * second) + (_rest2 * gradient * gradient);
            weight -= _stepSize * first / ((Vector.SquareRoot(second) * _rootCorrection) + _epsilon);
        }
    }
}
