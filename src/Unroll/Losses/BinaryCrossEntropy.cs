namespace Unroll.Losses;

/// <summary>
/// The mean over all features of −(t·log p + (1 − t)·log(1 − p)): each feature is a yes or no of its own. With class weights (two, of no and of yes)
/// each half has its factor.
/// </summary>
public sealed class BinaryCrossEntropy : StepLoss
{
    private readonly CrossEntropyOptions _options;
    private readonly float _no = 1;
    private readonly float _yes = 1;

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or there are class weights but not two.</exception>
    public BinaryCrossEntropy(CrossEntropyOptions options = default)
    {
        Require.FractionBelowOne(options.LabelSmoothing, nameof(options.LabelSmoothing));
        _options = options;
        if (ClassTargets.CheckWeights(options.ClassWeights) is { } weights)
        {
            ClassTargets.CheckClasses(weights, 2, nameof(BinaryCrossEntropy));
            (_no, _yes) = (weights[0], weights[1]);
        }
    }

    /// <inheritdoc/>
    public override string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        ClassTargets.Settings(_options.FromLogits, _options.LabelSmoothing, _options.ClassWeights);

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            double t = (target[i] * (1.0 - _options.LabelSmoothing)) + (0.5 * _options.LabelSmoothing);
            double yes = _yes * t, no = _no * (1 - t);
            double x = prediction[i];
            if (_options.FromLogits)
            {
                // −log σ(x) = softplus(−x), −log(1 − σ(x)) = softplus(x)
                sum += (yes * GammaMath.Softplus(-x)) + (no * GammaMath.Softplus(x));
                double p = GammaMath.Sigmoid(x);
                gradient[i] = (float)(scale * ((no * p) - (yes * (1 - p))));
            }
            else
            {
                double p = Math.Clamp(x, ClassTargets.Epsilon, 1 - (double)ClassTargets.Epsilon);
                sum -= (yes * Math.Log(p)) + (no * Math.Log(1 - p));
                gradient[i] = p == x ? (float)(scale * ((no / (1 - p)) - (yes / p))) : 0f;
            }
        }

        return sum;
    }
}
