using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016), as in PyTorch and Keras with a momentum that grows in the first steps: μₜ = β₁·(1 −
/// 0.5·0.96^(0.004·t)), Mₜ = Π μᵢ; m and v as in <see cref="Adam"/>, w ← w − η·(μₜ₊₁·m/(1 − Mₜ₊₁) + (1 − μₜ)·g/(1 − Mₜ)) / (√v/√(1 − β₂ᵗ) +
/// ε).
/// </summary>
public sealed class Nadam : Optimizer
{
    private static readonly OptimizerSettings<Nadam> _common = new(DefaultLearningRate);

    private static readonly AdamSettings<Nadam> _adam = new(optimizer => optimizer.Options);

    internal static Entry<Optimizer> Entry { get; } = new(
        "nadam", typeof(Nadam), "Adam with Nesterov's momentum.",
        [_common.LearningRate, .. _adam.All, _common.WeightDecay, _common.Clipping],
        values => new Nadam(values.Get(_common.LearningRate), _adam.Read(values))
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Example = "nadam: {beta1: 0.95}",
    };

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
    public override int SlotCount => 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Options, step), values, gradient, slots[0], slots[1], slots[2]);
    }

    private readonly struct Rule : IUpdateRule
    {
        /// <summary>Steps after which the product of all momenta is less than a double's last bit beside 1.</summary>
        private const long Settled = 200;

        private readonly AdamRules.Moments _moments;
        private readonly float _ofMomentum;
        private readonly float _ofGradient;

        public Rule(float learningRate, AdamOptions options, long step)
        {
            _moments = AdamRules.MomentsOf(learningRate, options, step);
            double beta1 = (double)(decimal)options.Beta1, product = step > Settled ? 0 : 1;
            for (long i = 1; i <= step && step <= Settled; i++)
            {
                product *= Momentum(beta1, i);
            }

            double now = Momentum(beta1, step), next = Momentum(beta1, step + 1);
            _ofMomentum = (float)(learningRate * next / (1 - (product * next)));
            _ofGradient = (float)(learningRate * (1 - now) / (1 - product));
        }

        private static double Momentum(double beta1, long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, 0.004 * step)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            _moments.Update<TSimd, TVector>(gradient, ref first, ref second);
            TVector ahead = TSimd.Add(
                TSimd.Multiply(TSimd.Broadcast(_ofMomentum), first), TSimd.Multiply(TSimd.Broadcast(_ofGradient), gradient));
            weight = TSimd.Subtract(weight, TSimd.Divide(ahead, _moments.Root<TSimd, TVector>(second)));
        }
    }
}
