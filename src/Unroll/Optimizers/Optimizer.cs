namespace Unroll.Optimizers;

/// <summary>
/// Turns gradients into new weights. An optimizer holds settings only; what it remembers of a model (moments, step number) is kept in an
/// <see cref="OptimizerState"/>, so that one optimizer object can serve several models.
/// </summary>
public abstract class Optimizer
{
    private const string LearningRateSetting = "learning-rate";
    private const string ClipValueSetting = "clip-value";
    private const string ClipNormSetting = "clip-norm";
    private const string RenormalizeSetting = "renormalize";

    private static readonly NameTable<Optimizer> _table = new(
        "optimizer",
        new(
            "sgd",
            [LearningRateSetting, "momentum", "nesterov", ClipValueSetting, ClipNormSetting, RenormalizeSetting],
            settings => new Sgd(
                settings.Single(LearningRateSetting, Sgd.DefaultLearningRate),
                new() { Momentum = settings.Single("momentum", 0), Nesterov = settings.Flag("nesterov", false) })
            {
                Clipping = ClippingOf(settings),
            }),
        new(
            "adam",
            [LearningRateSetting, "beta1", "beta2", "epsilon", ClipValueSetting, ClipNormSetting, RenormalizeSetting],
            settings => new Adam(
                settings.Single(LearningRateSetting, Adam.DefaultLearningRate),
                new()
                {
                    Beta1 = settings.Single("beta1", new AdamOptions().Beta1),
                    Beta2 = settings.Single("beta2", new AdamOptions().Beta2),
                    Epsilon = settings.Single("epsilon", new AdamOptions().Epsilon),
                })
            {
                Clipping = ClippingOf(settings),
            }));

    private float _learningRate;

    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is not positive and finite.</exception>
    protected Optimizer(float learningRate) => LearningRate = learningRate;

    /// <summary>Name in recipes and model files: <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Size of the steps: positive and finite. May be changed while training, as callbacks do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set
        {
            Require.PositiveFinite(value, nameof(LearningRate));
            _learningRate = value;
        }
    }

    /// <summary>How gradients are limited before a step; null: not at all.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>How many arrays as long as the weights the optimizer remembers, 0 to 3.</summary>
    public abstract int SlotCount { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this optimizer again, learning rate and clipping included.</summary>
    public IReadOnlyDictionary<string, double> Settings
    {
        get
        {
            SortedDictionary<string, double> settings = new(StringComparer.Ordinal) { [LearningRateSetting] = LearningRate };
            AddSettings(settings);
            switch (Clipping)
            {
                case ValueClipping clipping:
                    settings[ClipValueSetting] = clipping.Limit;
                    break;
                case GlobalNormClipping clipping:
                    settings[ClipNormSetting] = clipping.MaximumNorm;
                    break;
                case NormRenormalization renormalization:
                    settings[RenormalizeSetting] = renormalization.Norm;
                    break;
            }

            return settings;
        }
    }

    /// <summary>Makes an optimizer from its name.</summary>
    /// <param name="name"><c>sgd</c> or <c>adam</c>.</param>
    /// <param name="settings">
    /// Settings by name: <c>learning-rate</c>, at most one of <c>clip-value</c>, <c>clip-norm</c> and <c>renormalize</c>; <c>momentum</c> and
    /// <c>nesterov</c> (0 or 1) of <c>sgd</c>; <c>beta1</c>, <c>beta2</c> and <c>epsilon</c> of <c>adam</c>.
    /// </param>
    /// <exception cref="InputException">The name or a setting is not known, or a value is not allowed.</exception>
    public static Optimizer FromName(string name, IReadOnlyDictionary<string, double>? settings = null) => _table.Create(name, settings);

    /// <summary>
    /// Makes one step on a range of weights. Each weight depends on its own gradient and state alone, by the same arithmetic wherever it
    /// stands, so that any cut into ranges, on any threads, gives the same bits.
    /// </summary>
    /// <param name="values">The weights, changed in place.</param>
    /// <param name="gradient">Their gradient, clipped already.</param>
    /// <param name="slots">Their state, changed in place; all zeros before step 1.</param>
    /// <param name="step">Number of the step, from 1.</param>
    protected internal abstract void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step);

    /// <summary>Adds the settings of the concrete optimizer.</summary>
    /// <param name="settings">Where to add them.</param>
    protected abstract void AddSettings(IDictionary<string, double> settings);

    private static GradientClipping? ClippingOf(Settings settings)
    {
        float? value = settings.SingleOrNull(ClipValueSetting);
        float? norm = settings.SingleOrNull(ClipNormSetting);
        float? renormalize = settings.SingleOrNull(RenormalizeSetting);
        int given = (value is null ? 0 : 1) + (norm is null ? 0 : 1) + (renormalize is null ? 0 : 1);
        if (given > 1)
        {
            throw new ArgumentException($"Give at most one of {ClipValueSetting}, {ClipNormSetting} and {RenormalizeSetting}, not {given}.");
        }

        return value is { } limit ? GradientClipping.ByValue(limit)
            : norm is { } maximum ? GradientClipping.ByGlobalNorm(maximum)
            : renormalize is { } length ? GradientClipping.Renormalize(length)
            : null;
    }
}
