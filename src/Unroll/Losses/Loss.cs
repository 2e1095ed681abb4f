using Unroll.Data;

namespace Unroll.Losses;

/// <summary>
/// What training makes small: a mean, over all samples, timesteps and features, of a term for each prediction and its target.
/// Losses are stateless and may be used from several threads at once.
/// </summary>
public abstract class Loss
{
    // Before the table, which takes it while it is made.
    private static readonly string[] _crossEntropy = ["from-logits", "label-smoothing", "class-weight-*"];

    private static readonly NameTable<Loss> _table = new(
        "loss",
        new("mean-squared-error", [], _ => new MeanSquaredError()) { Aliases = ["mse"] },
        new("mean-absolute-error", [], _ => new MeanAbsoluteError()) { Aliases = ["mae"] },
        new("huber", ["delta"], settings => new Huber(settings.Single("delta", 1))),
        new("log-cosh", [], _ => new LogCosh()),
        new("binary-cross-entropy", _crossEntropy, settings => new BinaryCrossEntropy(CrossEntropy(settings))) { Aliases = ["binary-crossentropy", "bce"] },
        new("categorical-cross-entropy", _crossEntropy, settings => new CategoricalCrossEntropy(CrossEntropy(settings)))
        {
            Aliases = ["categorical-crossentropy"],
        },
        new("sparse-categorical-cross-entropy", _crossEntropy, settings => new SparseCategoricalCrossEntropy(CrossEntropy(settings)))
        {
            Aliases = ["sparse-categorical-crossentropy"],
        },
        new("kullback-leibler", ["from-logits"], settings => new KullbackLeibler(settings.Flag("from-logits", false))) { Aliases = ["kl-divergence"] },
        new("quantile", ["quantile-*"], settings => new Quantile(settings.List("quantile") ?? [0.5f])) { Aliases = ["pinball"] },
        new("gaussian-likelihood", [], _ => new GaussianLikelihood()),
        new("student-t-likelihood", [], _ => new StudentTLikelihood()),
        new("poisson-likelihood", [], _ => new PoissonLikelihood()) { Aliases = ["poisson"] },
        new("negative-binomial-likelihood", [], _ => new NegativeBinomialLikelihood()));

    /// <summary>Name in recipes and model files, for example <c>mean-squared-error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this loss again; empty for most.</summary>
    public virtual IReadOnlyDictionary<string, double> Settings => Unroll.Settings.None;

    /// <summary>Makes a loss from its name.</summary>
    /// <param name="name">For example <c>mean-squared-error</c> (<c>mse</c>) or <c>huber</c>; an unknown name is answered with all that are known.</param>
    /// <param name="settings">
    /// Settings by name, for example <c>delta</c> of <c>huber</c>; what is absent keeps its default. Lists have a number behind the name:
    /// <c>quantile-0</c>, <c>quantile-1</c>.
    /// </param>
    /// <exception cref="InputException">The name or a setting is not known.</exception>
    public static Loss FromName(string name, IReadOnlyDictionary<string, double>? settings = null) => _table.Create(name, settings);

    /// <summary>How many terms a row contributes to the mean at one timestep.</summary>
    /// <param name="features">Features of a prediction.</param>
    public virtual int TermsPerStep(int features) => features;

    /// <summary>The shape that targets must have where a model gives some output; the same unless a loss says otherwise.</summary>
    /// <param name="output">Shape of a prediction.</param>
    /// <exception cref="ArgumentException">The loss cannot judge predictions of that shape; the message says which it expects.</exception>
    public virtual Shape GetTargetShape(Shape output) => output;

    /// <summary>Sums the weighted terms of some rows and, if wanted, writes the gradient.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the shape that <see cref="GetTargetShape"/> gives for the prediction's.</param>
    /// <param name="weights">
    /// A weight of at least 0 for each timestep and row, <c>[timesteps, rows]</c>; empty where all are 1. Where it is 0, prediction and target may
    /// be anything, even not a number: the terms and the gradient are 0.
    /// </param>
    /// <param name="gradient">Receives <c>scale · ∂(sum)/∂(prediction)</c>; of the prediction's shape, or empty where nobody needs it.</param>
    /// <param name="scale">Factor of the gradient: 1 / (weighted number of terms of the whole batch) for the gradient of the mean.</param>
    /// <returns>The weighted sum (not the mean) of the terms, added up in double precision in a fixed order.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale);

    private static CrossEntropyOptions CrossEntropy(Settings settings) => new()
    {
        FromLogits = settings.Flag("from-logits", false),
        LabelSmoothing = settings.Single("label-smoothing", 0),
        ClassWeights = settings.List("class-weight"),
    };
}
