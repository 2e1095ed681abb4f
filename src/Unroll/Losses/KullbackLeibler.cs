using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>The mean over all timesteps of the Kullback–Leibler divergence of the prediction from the target, Σ tᵢ·log(tᵢ/pᵢ).</summary>
public sealed class KullbackLeibler : StepLoss
{
    private readonly bool _fromLogits;

    /// <summary>Creates the loss.</summary>
    /// <param name="fromLogits">Whether predictions are logits, before softmax, rather than probabilities.</param>
    public KullbackLeibler(bool fromLogits = false) => _fromLogits = fromLogits;

    /// <inheritdoc/>
    public override string Name => "kullback-leibler";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => ClassTargets.Settings(_fromLogits, 0, null);

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => 1;

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        if (_fromLogits)
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
