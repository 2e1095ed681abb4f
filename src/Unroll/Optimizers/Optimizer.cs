using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// The update rule of weights by gradients. An optimizer holds settings only; its state for a model (moments, step number) is kept in an
/// <see cref="OptimizerState"/>, so that one optimizer object can serve several models.
/// </summary>
public abstract class Optimizer
{
    /// <summary>All optimizers by name; users register their own here.</summary>
    public static BlockCatalogue<Optimizer> Catalogue { get; } = new("optimizer", () =>
    [
        Adam.Entry, AdamW.Entry, Sgd.Entry, RmsProp.Entry, Nadam.Entry, Adagrad.Entry, Adadelta.Entry, Lion.Entry, Lbfgs.Entry,
            NewtonRaphson.Entry,
    ]);

    private float _learningRate;

    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is not positive and finite.</exception>
    protected Optimizer(float learningRate) => LearningRate = learningRate;

    /// <summary>Name in recipes and model files: <c>adam</c>.</summary>
    public string Name => Catalogue.NameOf(this);

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

    /// <summary>Gradient clipping before a step; null: none.</summary>
    public GradientClipping? Clipping { get; set; }

    /// <summary>
    /// Decoupled weight decay λ, at least 0: w ← w·(1 − η·λ) before each step, beside the gradient and its moments (Loshchilov and Hutter
    /// 2019). Default: 0 (<see cref="AdamW"/>: 0.01). A penalty in the loss is a <see cref="Regularizers.Regularizer"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    /// <exception cref="ArgumentException">The optimizer steps on the whole data at once, and has no weight decay.</exception>
    public float WeightDecay
    {
        get;
        init
        {
            Require.NonNegativeFinite(value, nameof(WeightDecay));
            if (value > 0 && this is FullBatchOptimizer)
            {
                throw new ArgumentException(
                    $"{GetType().Name} has no weight decay, but got {value}: give the layers a regularizer, such as L2.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Whether it is one of the library's, whose arithmetic is known.</summary>
    internal bool IsOfLibrary => GetType().Assembly == typeof(Optimizer).Assembly;

    /// <summary>Number of state arrays as long as the weights, 0 to 3.</summary>
    public abstract int SlotCount { get; }

    /// <summary>
    /// Makes one step on a range of weights. Each weight depends on its own gradient and state alone, by the same arithmetic wherever it
    /// stands, so that any cut into ranges, on any threads, gives the same bits.
    /// </summary>
    /// <param name="values">The weights, changed in place.</param>
    /// <param name="gradient">Their gradient, clipped already.</param>
    /// <param name="slots">Their state, changed in place; all zeros before step 1.</param>
    /// <param name="step">Number of the step, from 1.</param>
    protected internal abstract void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step);
}
