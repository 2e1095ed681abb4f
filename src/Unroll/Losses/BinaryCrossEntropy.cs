using Unroll.Catalogue;
using Unroll.Probability;

namespace Unroll.Losses;

/// <summary>
/// The mean over all features of −(t·log p + (1 − t)·log(1 − p)): each feature is a binary target of its own. With class weights (two, of 0
/// and of 1) each half has its factor.
/// </summary>
public sealed class BinaryCrossEntropy : StepLoss
{
    private static readonly CrossEntropySettings<BinaryCrossEntropy> _settings = new(loss => loss._options);

    internal static Entry<Loss> Entry { get; } = new(
        "binary-crossentropy", typeof(BinaryCrossEntropy), "Each feature is a yes or no of its own.", [.. _settings.All],
        values => new BinaryCrossEntropy(_settings.Read(values)))
    {
        Aliases = ["binary-cross-entropy", "bce"],
        Formula = "L = −mean(t·log p + (1 − t)·log(1 − p))",
        Example = "binary-crossentropy: {from-logits: true}",
    };

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
    public override PredictionKind Predictions => _options.FromLogits ? PredictionKind.Unbounded : PredictionKind.Probabilities;

    internal override string? LogitsOption => nameof(CrossEntropyOptions.FromLogits);

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Probabilities;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
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
