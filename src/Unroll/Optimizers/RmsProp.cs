using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012), in PyTorch's form: v ← ρ·v + (1 − ρ)·g², w ← w − η·g/(√v + ε); with momentum b ← μ·b + g/(√v + ε), w ← w − η·b;
/// centred, with the mean gradient m, √(v − m²) takes the place of √v.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.001f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decay, ε, momentum; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RmsProp(float learningRate = DefaultLearningRate, RmsPropOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        Require.FractionBelowOne(Options.Rho, nameof(RmsPropOptions.Rho));
        Require.PositiveFinite(Options.Epsilon, nameof(RmsPropOptions.Epsilon));
        Require.FractionBelowOne(Options.Momentum, nameof(RmsPropOptions.Momentum));
    }

    /// <summary>Its settings.</summary>
    public RmsPropOptions Options { get; }


    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    public override int SlotCount => Options.Centered ? 3 : Options.Momentum > 0 ? 2 : 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        var rule = new Rule(LearningRate, Options);
        if (Options.Centered)
        {
            UpdateLoop.Run(new CenteredRule(rule), values, gradient, slots);
        }
        else
        {
            UpdateLoop.Run(rule, values, gradient, slots);
        }
    }

    /// <inheritdoc/>
    protected override void AddSettings(IDictionary<string, double> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["rho"] = Options.Rho;
        settings["epsilon"] = Options.Epsilon;
        settings["momentum"] = Options.Momentum;
        settings["centered"] = Options.Centered ? 1 : 0;
    }

    private readonly struct Rule(float learningRate, RmsPropOptions options) : IUpdateRule
    {
        private readonly Vector<float> _learningRate = new(learningRate);
        private readonly Vector<float> _rho = new(options.Rho);
        private readonly Vector<float> _rest = new((float)(1 - (double)(decimal)options.Rho));
        private readonly Vector<float> _epsilon = new(options.Epsilon);
        private readonly Vector<float> _momentum = new(options.Momentum);

        public void Update(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first = Mean(first, gradient * gradient);
            Step(ref weight, gradient, first, ref second);
        }

        public Vector<float> Mean(Vector<float> mean, Vector<float> value) => (_rho * mean) + (_rest * value);

        public void Step(ref Vector<float> weight, Vector<float> gradient, Vector<float> square, ref Vector<float> momentum)
        {
            momentum = (_momentum * momentum) + (gradient / (Vector.SquareRoot(square) + _epsilon));
            weight -= _learningRate * momentum;
        }
    }

    private readonly struct CenteredRule(Rule rule) : IUpdateRule
    {
        private readonly Rule _rule = rule;

        public void Update(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first = _rule.Mean(first, gradient * gradient);
            third = _rule.Mean(third, gradient);

            // A variance; rounding may make it negative.
            _rule.Step(ref weight, gradient, Vector.Max(first - (third * third), Vector<float>.Zero), ref second);
        }
    }
}
