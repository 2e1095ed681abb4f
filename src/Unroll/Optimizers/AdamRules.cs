using System.Runtime.CompilerServices;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>The arithmetic of <see cref="Adam"/>, <see cref="AdamW"/> and <see cref="Nadam"/>.</summary>
internal static class AdamRules
{
    /// <summary>The last step on this thread: it has many ranges, and powers take longer than a short one of them.</summary>
    [ThreadStatic]
    private static (StepKey Key, Moments Moments) _last;

    public static void Check(AdamOptions options)
    {
        Require.FractionBelowOne(options.Beta1, nameof(AdamOptions.Beta1));
        Require.FractionBelowOne(options.Beta2, nameof(AdamOptions.Beta2));
        Require.PositiveFinite(options.Epsilon, nameof(AdamOptions.Epsilon));
    }

    /// <summary>One step.</summary>
    public static void Run(
        float learningRate, AdamOptions options, long step, Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots)
    {
        Moments moments = MomentsOf(learningRate, options, step);
        if (options.AmsGrad)
        {
            UpdateLoop.Run(new AmsGradRule(moments), values, gradient, slots[0], slots[1], slots[2]);
        }
        else
        {
            UpdateLoop.Run(new Rule(moments), values, gradient, slots[0], slots[1], slots[2]);
        }
    }

    /// <summary>The constants of a step.</summary>
    public static Moments MomentsOf(float learningRate, AdamOptions options, long step)
    {
        StepKey key = new(learningRate, options, step);
        if (_last.Key != key)
        {
            _last = (key, new Moments(learningRate, options, step));
        }

        return _last.Moments;
    }

    /// <summary>Settings that the constants of a step follow from.</summary>
    private readonly record struct StepKey(float LearningRate, AdamOptions Options, long Step);

    /// <summary>The constants of a step.</summary>
    internal readonly struct Moments
    {
        private readonly float _beta1;
        private readonly float _rest1;
        private readonly float _beta2;
        private readonly float _rest2;
        private readonly float _stepSize;
        private readonly float _rootCorrection;
        private readonly float _epsilon;

        public Moments(float learningRate, AdamOptions options, long step)
        {
            // In double, from the shortest decimal form of the decays: 1 − 0.999f in single precision is off by 1e-5 of itself.
            double beta1 = (double)(decimal)options.Beta1;
            double beta2 = (double)(decimal)options.Beta2;
            _beta1 = (float)beta1;
            _rest1 = (float)(1 - beta1);
            _beta2 = (float)beta2;
            _rest2 = (float)(1 - beta2);
            _stepSize = (float)(learningRate / (1 - Math.Pow(beta1, step)));
            _rootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
            _epsilon = options.Epsilon;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(TVector gradient, ref TVector first, ref TVector second)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(_beta1), first), TSimd.Multiply(TSimd.Broadcast(_rest1), gradient));
            second = TSimd.Add(
                TSimd.Multiply(TSimd.Broadcast(_beta2), second),
                TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(_rest2), gradient), gradient));
        }

        /// <summary>√v̂ + ε.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Root<TSimd, TVector>(TVector second)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Add(
                TSimd.Multiply(TSimd.SquareRoot(second), TSimd.Broadcast(_rootCorrection)), TSimd.Broadcast(_epsilon));

        /// <summary>η·m̂/(√v̂ + ε).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Change<TSimd, TVector>(TVector first, TVector second)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(_stepSize), first), Root<TSimd, TVector>(second));
    }

    private readonly struct Rule(Moments moments) : IUpdateRule
    {
        private readonly Moments _moments = moments;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            _moments.Update<TSimd, TVector>(gradient, ref first, ref second);
            weight = TSimd.Subtract(weight, _moments.Change<TSimd, TVector>(first, second));
        }
    }

    private readonly struct AmsGradRule(Moments moments) : IUpdateRule
    {
        private readonly Moments _moments = moments;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            _moments.Update<TSimd, TVector>(gradient, ref first, ref second);
            third = TSimd.Max(third, second);
            weight = TSimd.Subtract(weight, _moments.Change<TSimd, TVector>(first, third));
        }
    }
}
