using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>The arithmetic of <see cref="Adam"/>, <see cref="AdamW"/> and <see cref="Nadam"/>.</summary>
internal static class AdamRules
{
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
        var moments = new Moments(learningRate, options, step);
        if (options.AmsGrad)
        {
            UpdateLoop.Run(new AmsGradRule(moments), values, gradient, slots);
        }
        else
        {
            UpdateLoop.Run(new Rule(moments), values, gradient, slots);
        }
    }

    /// <summary>The constants of a step.</summary>
    internal readonly struct Moments
    {
        public readonly Vector<float> Beta1;
        public readonly Vector<float> Rest1;
        public readonly Vector<float> Beta2;
        public readonly Vector<float> Rest2;
        public readonly Vector<float> StepSize;
        public readonly Vector<float> RootCorrection;
        public readonly Vector<float> Epsilon;

        public Moments(float learningRate, AdamOptions options, long step)
        {
            // In double, from the shortest decimal form of the decays: 1 − 0.999f in single precision is off by 1e-5 of itself.
            double beta1 = (double)(decimal)options.Beta1;
            double beta2 = (double)(decimal)options.Beta2;
            Beta1 = new((float)beta1);
            Rest1 = new((float)(1 - beta1));
            Beta2 = new((float)beta2);
            Rest2 = new((float)(1 - beta2));
            StepSize = new((float)(learningRate / (1 - Math.Pow(beta1, step))));
            RootCorrection = new((float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))));
            Epsilon = new(options.Epsilon);
        }

        public void Update(Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
        {
            first = (Beta1 * first) + (Rest1 * gradient);
            second = (Beta2 * second) + (Rest2 * gradient * gradient);
        }
    }

    private readonly struct Rule(Moments moments) : IUpdateRule
    {
        private readonly Moments _moments = moments;

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            _moments.Update(gradient, ref first, ref second);
            weight -= _moments.StepSize * first / ((Vector.SquareRoot(second) * _moments.RootCorrection) + _moments.Epsilon);
        }
    }

    private readonly struct AmsGradRule(Moments moments) : IUpdateRule
    {
        private readonly Moments _moments = moments;

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            _moments.Update(gradient, ref first, ref second);
            third = Vector.Max(third, second);
            weight -= _moments.StepSize * first / ((Vector.SquareRoot(third) * _moments.RootCorrection) + _moments.Epsilon);
        }
    }
}
