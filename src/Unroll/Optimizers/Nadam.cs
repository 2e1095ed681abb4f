using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016), the decay β₁ constant: m and v as in <see cref="Adam"/>,
/// w ← w − η·(β₁·m/(1 − β₁ᵗ⁺¹) + (1 − β₁)·g/(1 − β₁ᵗ)) / (√v/√(1 − β₂ᵗ) + ε). (PyTorch and Keras also let β₁ grow in the first steps.)
/// </summary>
public sealed class Nadam : Optimizer
{
    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.002f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decays and ε, without AMSGrad; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">AMSGrad is asked for.</exception>
    public Nadam(float learningRate = DefaultLearningRate, AdamOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        AdamRules.Check(Options);
        if (Options.AmsGrad)
        {
            throw new ArgumentException("Nadam has no AMSGrad: use Adam for it.", nameof(options));
        }
    }

    /// <summary>Its settings.</summary>
    public AdamOptions Options { get; }


    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    public override int SlotCount => 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Options, step), values, gradient, slots);
    }

    /// <inheritdoc/>
    protected override void AddSettings(IDictionary<string, double> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        AdamRules.AddSettings(settings, Options);
    }

    private readonly struct Rule : IUpdateRule
    {
        private readonly AdamRules.Moments _moments;
        private readonly Vector<float> _ofMomentum;
        private readonly Vector<float> _ofGradient;

        public Rule(float learningRate, AdamOptions options, long step)
        {
            double beta1 = (double)(decimal)options.Beta1;
            _moments = new(learningRate, options, step);
            _ofMomentum = new((float)(learningRate * beta1 / (1 - Math.Pow(beta1, step + 1))));
            _ofGradient = new((float)(learningRate * (1 - beta1) / (1 - Math.Pow(beta1, step))));
        }

        public void Update(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            _moments.Update(gradient, ref first, ref second);
            Vector<float> ahead = (_ofMomentum * first) + (_ofGradient * gradient);
            weight -= ahead / ((Vector.SquareRoot(second) * _moments.RootCorrection) + _moments.Epsilon);
        }
    }
}
