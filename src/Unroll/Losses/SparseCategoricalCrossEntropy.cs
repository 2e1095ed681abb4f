using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>
/// <see cref="CategoricalCrossEntropy"/> with the number of the class, from 0, as target: one feature a timestep instead of one a class.
/// </summary>
public sealed class SparseCategoricalCrossEntropy : StepLoss
{
    private readonly CrossEntropyOptions _options;
    private readonly float[]? _weights;

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public SparseCategoricalCrossEntropy(CrossEntropyOptions options = default)
    {
        Require.FractionBelowOne(options.LabelSmoothing, nameof(options.LabelSmoothing));
        _options = options;
        _weights = ClassTargets.CheckWeights(options.ClassWeights);
    }

    /// <inheritdoc/>
    public override string Name => "sparse-categorical-cross-entropy";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        ClassTargets.Settings(_options.FromLogits, _options.LabelSmoothing, _options.ClassWeights);

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => 1;

    /// <summary>One feature: the number of the class.</summary>
    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output)
    {
        ClassTargets.CheckClasses(_weights, output.Features, nameof(SparseCategoricalCrossEntropy));
        return LabelTargets.ShapeFor(output);
    }

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        int label = LabelTargets.Read(target[0], prediction.Length);
        double smoothing = _options.LabelSmoothing, share = smoothing / prediction.Length;
        if (_options.FromLogits && smoothing == 0)
        {
            // The common case: one exponential a class, and nothing else that is slow.
            double weight = Weight(label);
            double logSum = SoftmaxTerm.Softmax(prediction, gradient);
            TensorPrimitives.Multiply(gradient, (float)(scale * weight), gradient);
            gradient[label] -= (float)(scale * weight);
            return weight * (logSum - prediction[label]);
        }

        double total = 0, sum = 0;
        double norm = 1, logNorm = 0;
        if (_options.FromLogits)
        {
            logNorm = SoftmaxTerm.Softmax(prediction, gradient);
        }
        else
        {
            norm = TensorPrimitives.Sum(prediction);
        }

        for (int i = 0; i < prediction.Length; i++)
        {
            double t = Weight(i) * ((i == label ? 1 - smoothing : 0) + share);
            if (_options.FromLogits)
            {
                total += t;
                sum += t * (logNorm - prediction[i]);
                continue;
            }

            double p = prediction[i] / norm;
            double clipped = Math.Clamp(p, ClassTargets.Epsilon, 1 - (double)ClassTargets.Epsilon);
            sum -= t == 0 ? 0 : t * Math.Log(clipped);
            total += clipped == p ? t : 0;
            gradient[i] = clipped == p ? (float)(-t / p) : 0f;
        }

        for (int i = 0; i < prediction.Length; i++)
        {
            double t = Weight(i) * ((i == label ? 1 - smoothing : 0) + share);
            gradient[i] = (float)(scale * (_options.FromLogits ? (total * gradient[i]) - t : (gradient[i] + total) / norm));
        }

        return sum;
    }

    private double Weight(int index) => _weights is null ? 1 : _weights[index];
}
