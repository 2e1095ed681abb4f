using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>
/// −Σ tᵢ·log pᵢ over the classes of a timestep, with label smoothing and class weights: the base of <see cref="CategoricalCrossEntropy"/>
/// and <see cref="SparseCategoricalCrossEntropy"/>.
/// </summary>
public abstract class ClassCrossEntropy : StepLoss
{
    private readonly CrossEntropyOptions _options;
    private readonly float[]? _weights;

    private protected ClassCrossEntropy(CrossEntropyOptions options)
    {
        Require.FractionBelowOne(options.LabelSmoothing, nameof(options.LabelSmoothing));
        _options = options;
        _weights = ClassTargets.CheckWeights(options.ClassWeights);
    }

    internal CrossEntropyOptions Options => _options;

    /// <inheritdoc/>
    public override PredictionKind Predictions => _options.FromLogits ? PredictionKind.Unbounded : PredictionKind.Distribution;

    internal override string? LogitsOption => nameof(CrossEntropyOptions.FromLogits);

    /// <inheritdoc/>
    public override int TermsPerStep(int features) => 1;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output)
    {
        ClassTargets.RequireClasses(output, GetType().Name);
        ClassTargets.CheckClasses(_weights, output.Features, GetType().Name);
        return output;
    }

    /// <summary>The term of a single class: one exponential a class from logits, and nothing else that is slow.</summary>
    private protected double Term(ReadOnlySpan<float> prediction, int label, Span<float> gradient, float scale)
    {
        double smoothing = _options.LabelSmoothing;
        if (_options.FromLogits && (_weights is null || smoothing == 0))
        {
            // Smoothed, the target is 1 − s of the label and s/n of each class: the loss is log Σ exp − Σ t·x, its derivative p − t.
            double weight = Weight(label), mean = 0;
            double logSum = SoftmaxTerm.Softmax(prediction, gradient);
            TensorPrimitives.Multiply(gradient, (float)(scale * weight), gradient);
            if (smoothing > 0)
            {
                TensorPrimitives.Subtract(gradient, (float)(scale * weight * smoothing / prediction.Length), gradient);
                mean = smoothing * TensorPrimitives.Sum(prediction) / prediction.Length;
            }

            gradient[label] -= (float)(scale * weight * (1 - smoothing));
            return weight * (logSum - ((1 - smoothing) * prediction[label]) - mean);
        }

        return Term(prediction, default, label, gradient, scale);
    }

    /// <summary>The term of class probabilities.</summary>
    /// <param name="prediction">Logits or probabilities.</param>
    /// <param name="target">Probabilities; empty where the target is a class index.</param>
    /// <param name="label">That class index.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="scale">Its factor.</param>
    private protected double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, int label, Span<float> gradient, float scale)
    {
        double total = 0, sum = 0;
        if (_options.FromLogits)
        {
            // −log pᵢ = log Σ exp − xᵢ; the derivative is Σ(t)·p − t.
            double logSum = SoftmaxTerm.Softmax(prediction, gradient);
            for (int i = 0; i < prediction.Length; i++)
            {
                double t = Target(target, label, i, prediction.Length);
                total += t;
                sum += t == 0 ? 0 : t * (logSum - prediction[i]);
            }

            for (int i = 0; i < prediction.Length; i++)
            {
                gradient[i] = (float)(scale * ((total * gradient[i]) - Target(target, label, i, prediction.Length)));
            }

            return sum;
        }

        double norm = TensorPrimitives.Sum(prediction);
        for (int i = 0; i < prediction.Length; i++)
        {
            double t = Target(target, label, i, prediction.Length);
            double p = prediction[i] / norm;
            double clipped = Math.Clamp(p, ClassTargets.Epsilon, 1 - (double)ClassTargets.Epsilon);
            sum -= t == 0 ? 0 : t * Math.Log(clipped);

            // Where p was cut, it does not matter.
            total += clipped == p ? t : 0;
            gradient[i] = clipped == p ? (float)(-t / p) : 0f;
        }

        for (int i = 0; i < prediction.Length; i++)
        {
            gradient[i] = (float)(scale * (gradient[i] + total) / norm);
        }

        return sum;
    }

    /// <summary>A class's target, smoothed and weighted.</summary>
    private double Target(ReadOnlySpan<float> target, int label, int index, int classes)
    {
        double given = target.IsEmpty ? (index == label ? 1 : 0) : target[index];
        double smoothing = _options.LabelSmoothing;
        return Weight(index) * ((given * (1 - smoothing)) + (smoothing / classes));
    }

    private double Weight(int index) => _weights is null ? 1 : _weights[index];
}
