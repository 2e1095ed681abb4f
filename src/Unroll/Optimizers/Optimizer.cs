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
        Entry("sgd", ["momentum", "nesterov", "weight-decay"], Sgd.DefaultLearningRate, (rate, settings, clipping) => new Sgd(rate, new()
        {
            Momentum = settings.Single("momentum", 0),
            Nesterov = settings.Flag("nesterov", false),
            WeightDecay = settings.Single("weight-decay", 0),
        })
        { Clipping = clipping }),
        Entry("adam", ["beta1", "beta2", "epsilon", "amsgrad"], Adam.DefaultLearningRate, (rate, settings, clipping) =>
            new Adam(rate, AdamRules.Read(settings)) { Clipping = clipping }),
        Entry("adamw", ["beta1", "beta2", "epsilon", "amsgrad", "weight-decay"], AdamW.DefaultLearningRate, (rate, settings, clipping) =>
            new AdamW(rate, settings.Single("weight-decay", AdamW.DefaultWeightDecay), AdamRules.Read(settings)) { Clipping = clipping }),
        Entry("nadam", ["beta1", "beta2", "epsilon"], Nadam.DefaultLearningRate, (rate, settings, clipping) =>
            new Nadam(rate, AdamRules.Read(settings)) { Clipping = clipping }),
        Entry("adagrad", ["epsilon"], Adagrad.DefaultLearningRate, (rate, settings, clipping) =>
            new Adagrad(rate, settings.Single("epsilon", 1e-7f)) { Clipping = clipping }),
        Entry("adadelta", ["rho", "epsilon"], Adadelta.DefaultLearningRate, (rate, settings, clipping) =>
            new Adadelta(rate, settings.Single("rho", 0.9f), settings.Single("epsilon", 1e-6f)) { Clipping = clipping }),
        Entry("rmsprop", ["rho", "epsilon", "momentum", "centered"], RmsProp.DefaultLearningRate, (rate, settings, clipping) => new RmsProp(rate, new()
        {
            Rho = settings.Single("rho", default(RmsPropOptions).Rho),
            Epsilon = settings.Single("epsilon", default(RmsPropOptions).Epsilon),
            Momentum = settings.Single("momentum", 0),
            Centered = settings.Flag("centered", false),
        })
        { Clipping = clipping }),
        Entry("lion", ["beta1", "beta2", "weight-decay"], Lion.DefaultLearningRate, (rate, settings, clipping) => new Lion(rate, new()
        {
            Beta1 = settings.Single("beta1", default(LionOptions).Beta1),
            Beta2 = settings.Single("beta2", default(LionOptions).Beta2),
            WeightDecay = settings.Single("weight-decay", 0),
        })
        { Clipping = clipping }),
        new("lbfgs", [LearningRateSetting, "memory"], settings => new Lbfgs(settings.Whole("memory", 10))),
        new("newton-raphson", [LearningRateSetting, "maximum-parameters"], settings => new NewtonRaphson(settings.Whole("maximum-parameters", 1000))));

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
    /// <param name="name">
    /// <c>sgd</c>, <c>adam</c>, <c>adamw</c>, <c>nadam</c>, <c>adagrad</c>, <c>adadelta</c>, <c>rmsprop</c>, <c>lion</c>, <c>lbfgs</c> or
    /// <c>newton-raphson</c>.
    /// </param>
    /// <param name="settings">
    /// Settings by name: <c>learning-rate</c>, at most one of <c>clip-value</c>, <c>clip-norm</c> and <c>renormalize</c>, and those of the optimizer's
    /// options, for example <c>momentum</c> and <c>nesterov</c> (0 or 1) of <c>sgd</c>, <c>beta1</c> of <c>adam</c>, <c>weight-decay</c> of <c>adamw</c>.
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

    private static NameTable<Optimizer>.Entry Entry(
        string name, string[] own, float learningRate, Func<float, Settings, GradientClipping?, Optimizer> create) => new(
        name,
        [LearningRateSetting, .. own, ClipValueSetting, ClipNormSetting, RenormalizeSetting],
        settings => create(settings.Single(LearningRateSetting, learningRate), settings, ClippingOf(settings)));

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
