using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Metrics;

namespace Unroll.Losses;

/// <summary>
/// The function that training minimises: a mean, over all samples, timesteps and features, of a term for each prediction and its target.
/// Losses are stateless and thread-safe.
/// </summary>
public abstract class Loss
{
    /// <summary>All losses by name; users register their own here. A loss is known as a metric, too.</summary>
    public static BlockCatalogue<Loss> Catalogue { get; } = new("loss", () =>
    [
        MeanSquaredError.Entry, MeanAbsoluteError.Entry, Huber.Entry, LogCosh.Entry, BinaryCrossEntropy.Entry,
            CategoricalCrossEntropy.Entry,
        SparseCategoricalCrossEntropy.Entry, KullbackLeibler.Entry, Quantile.Entry, GaussianLikelihood.Entry, StudentTLikelihood.Entry,
        PoissonLikelihood.Entry, NegativeBinomialLikelihood.Entry,
    ])
    {
        NameOfUnregistered = loss => (loss as FunctionLoss)?.GivenName,
        Registering = entry => Metric.Catalogue.Register(LossMetricEntry.Of(entry)),
    };

    /// <summary>Name in recipes and model files, for example <c>mean-squared-error</c>.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>A loss converts to a metric: see <see cref="LossMetric"/>.</summary>
    /// <param name="loss">The loss.</param>
    public static implicit operator Metric(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.ToMetric();
    }

    /// <summary>A loss of a term for each prediction and its target; masks and weights are handled.</summary>
    /// <param name="name">Its name in histories and model files; a model that is loaded needs it compiled anew.</param>
    /// <param name="term">The term of a prediction and its target, from (prediction, target).</param>
    /// <param name="derivative">Its derivative by the prediction, from (prediction, target). <c>GradientCheck.Run</c> checks it.</param>
    /// <exception cref="ArgumentException">The name is empty, or that of a loss that there is.</exception>
    /// <example><code>Loss.FromFunction("quartic", (p, t) => Math.Pow(p - t, 4), (p, t) => 4 * Math.Pow(p - t, 3))</code></example>
    public static Loss FromFunction(string name, Func<double, double, double> term, Func<double, double, double> derivative)
    {
        ArgumentNullException.ThrowIfNull(term);
        ArgumentNullException.ThrowIfNull(derivative);
        return new FunctionLoss(name, (prediction, target, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < prediction.Length; i++)
            {
                sum += term(prediction[i], target[i]);
                gradient[i] = (float)derivative(prediction[i], target[i]);
            }

            return sum;
        }, isOfEach: true);
    }

    /// <summary>A loss of a term for each timestep, over all its features together; masks and weights are handled.</summary>
    /// <param name="name">Its name in histories and model files; a model that is loaded needs it compiled anew.</param>
    /// <param name="function">The term of a timestep and its derivatives. <c>GradientCheck.Run</c> checks them.</param>
    /// <exception cref="ArgumentException">The name is empty, or that of a loss that there is.</exception>
    public static Loss FromFunction(string name, LossFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionLoss(name, function, isOfEach: false);
    }

    /// <summary>The mean of the loss as a metric.</summary>
    public Metric ToMetric() => new LossMetric(this);

    /// <summary>The number of terms of a row in the mean at one timestep.</summary>
    /// <param name="features">Features of a prediction.</param>
    public virtual int TermsPerStep(int features) => features;

    /// <summary>The shape of targets for a model's output; the same unless a loss overrides it.</summary>
    /// <param name="output">Shape of a prediction.</param>
    /// <exception cref="ArgumentException">The loss does not take predictions of that shape; the message names the expected
    /// one.</exception>
    public virtual Shape GetTargetShape(Shape output) => output;

    /// <summary>
    /// The kind of predictions that the loss takes; the activation of the last layer must fit it, where it is known. Anything unless a loss
    /// overrides it.
    /// </summary>
    public virtual PredictionKind Predictions => PredictionKind.Any;

    /// <summary>The option by which the loss takes logits; null where there is none.</summary>
    internal virtual string? LogitsOption => null;

    /// <summary>
    /// The values that targets may have, which training and evaluation check; any, even NaN, unless a loss overrides it.
    /// </summary>
    /// <param name="features">Features of a prediction.</param>
    public virtual TargetRange GetTargetRange(int features) => TargetRange.Any;

    /// <summary>Sums the weighted terms of some rows and, if wanted, writes the gradient.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the shape that <see cref="GetTargetShape"/> gives for the prediction's.</param>
    /// <param name="weights">
    /// A weight of at least 0 for each timestep and row, <c>[timesteps, rows]</c>; empty where all are 1. Where it is 0, prediction and
    /// target may be anything, even NaN: the terms and the gradient are 0.
    /// </param>
    /// <param name="gradient">Receives <c>scale · ∂(sum)/∂(prediction)</c>; of the prediction's shape, or empty where it is not
    /// needed.</param>
    /// <param name="scale">Factor of the gradient: 1 / (weighted number of terms of the whole batch) for the gradient of the mean.</param>
    /// <returns>The weighted sum (not the mean) of the terms, added up in double precision in a fixed order.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale);
}
