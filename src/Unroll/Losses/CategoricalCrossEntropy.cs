using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>
/// The mean over all timesteps of −Σ tᵢ·log pᵢ: one class of several, the target a probability for each class, one of them 1 in most cases. From
/// probabilities, they are first divided by their sum, as in Keras.
/// </summary>
public sealed class CategoricalCrossEntropy : StepLoss
{
    private readonly CrossEntropyOptions _options;
    private readonly float[]? _weights;

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public CategoricalCrossEntropy(CrossEntropyOptions options = default)
    {
        Require.FractionBelowOne(options.LabelSmoothing, nameof(options.LabelSmoothing));
        _options = options;
        _weights = ClassTargets.CheckWeights(options.ClassWeights);
    }

    /// <inheritdoc/>
    public override string Name => "categorical-cross-entropy";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        ClassTargets.Settings(_options.FromLogits, _options.LabelSmoothing, _options.ClassWeights);

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => 1;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output)
    {
        ClassTargets.CheckClasses(_weights, output.Features, nameof(CategoricalCrossEntropy));
        return output;
    }

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double smoothing = _options.LabelSmoothing, share = smoothing / prediction.Length;
        double total = 0;
        double sum = 0;
        if (_options.FromLogits)
        {
            // −log pᵢ = log Σ exp − xᵢ; the derivative is Σ(t)·p − t.
            double logSum = SoftmaxTerm.Softmax(prediction, gradient);
            for (int i = 0; i < prediction.Length; i++)
            {
                double t = Weight(i) * ((target[i] * (1 - smoothing)) + share);
                total += t;
                sum += t == 0 ? 0 : t * (logSum - prediction[i]);
            }

            for (int i = 0; i < prediction.Length; i++)
            {
                double t = Weight(i) * ((target[i] * (1 - smoothing)) + share);
                gradient[i] = (float)(scale * ((total * gradient[i]) - t));
            }

            return sum;
        }

        double norm = TensorPrimitives.Sum(prediction);
        for (int i = 0; i < prediction.Length; i++)
        {
            double t = Weight(i) * ((target[i] * (1 - smoothing)) + share);
            double p = prediction[i] / norm;
            double clipped = Math.Clamp(p, ClassTargets.Epsilon, 1 - (double)ClassTargets.Epsilon);
            sum -= t == 0 ? 0 : t * Math.Log(clipped);

            // Where p was cut, it does not matter.
            if (clipped == p)
            {
                total += t;
                gradient[i] = (float)(-t / p);
            }
            else
            {
                gradient[i] = 0f;
            }
        }

        for (int i = 0; i < prediction.Length; i++)
        {
            gradient[i] = (float)(scale * (gradient[i] + total) / norm);
        }

        return sum;
    }

    private double Weight(int index) => _weights is null ? 1 : _weights[index];
}
