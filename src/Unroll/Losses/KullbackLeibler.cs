using System.Numerics.Tensors;
using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>The mean over all timesteps of the Kullback–Leibler divergence of the prediction from the target, Σ tᵢ·log(tᵢ/pᵢ).</summary>
public sealed class KullbackLeibler : StepLoss
{
    private static readonly Setting<KullbackLeibler, bool> _fromLogits =
        new("from-logits", Kind.Flag, loss => loss._logits, "Whether predictions are logits, before softmax, rather than probabilities.");

    internal static Entry<Loss> Entry { get; } = new(
        "kullback-leibler", typeof(KullbackLeibler), "The Kullback–Leibler divergence of the prediction from the target.", [_fromLogits],
        values => new KullbackLeibler(values.Get(_fromLogits)))
    {
        Aliases = ["kl-divergence"],
        Formula = "L = mean(Σ tᵢ·log(tᵢ/pᵢ))",
        Example = "kullback-leibler: {from-logits: true}",
    };

    private readonly bool _logits;

    /// <summary>Creates the loss.</summary>
    /// <param name="fromLogits">Whether predictions are logits, before softmax, rather than probabilities.</param>
    public KullbackLeibler(bool fromLogits = false) => _logits = fromLogits;

    /// <inheritdoc/>
    public override PredictionKind Predictions => _logits ? PredictionKind.Unbounded : PredictionKind.Distribution;

    internal override string? LogitsOption => "fromLogits";

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => 1;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output)
    {
        ClassTargets.RequireClasses(output, nameof(KullbackLeibler));
        return output;
    }

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Distribution;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        if (_logits)
        {
            double logSum = SoftmaxTerm.Softmax(prediction, gradient);
            float total = TensorPrimitives.Sum(target);
            for (int i = 0; i < prediction.Length; i++)
            {
                sum += target[i] > 0 ? target[i] * (Math.Log(target[i]) - prediction[i] + logSum) : 0;
                gradient[i] = scale * ((total * gradient[i]) - target[i]);
            }

            return sum;
        }

        for (int i = 0; i < prediction.Length; i++)
        {
            // Both are kept away from 0, as in Keras.
            double t = Math.Clamp(target[i], ClassTargets.Epsilon, 1), p = Math.Clamp(prediction[i], ClassTargets.Epsilon, 1);
            sum += t * Math.Log(t / p);
            gradient[i] = (float)p == prediction[i] ? (float)(-scale * t / p) : 0f;
        }

        return sum;
    }
}
