using System.Diagnostics;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The state of a running training for callbacks.</summary>
public sealed class TrainingContext
{
    private readonly List<EpochRecord> _history = [];
    private readonly Optimizer _optimizer;
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _elapsedBefore;

    /// <summary>Begins a training.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="monitors">The values that each epoch will record; see <see cref="Monitors"/>.</param>
    internal TrainingContext(Model model, FitOptions options, Optimizer optimizer, IReadOnlyList<string> monitors)
    {
        Model = model;
        Options = options;
        _optimizer = optimizer;
        Monitors = monitors;
    }

    /// <summary>The model that is trained.</summary>
    public Model Model { get; }

    /// <summary>The settings given to <c>Fit</c>.</summary>
    public FitOptions Options { get; }

    /// <summary>
    /// The values that each epoch records and that callbacks can monitor: <c>loss</c>, <c>val_loss</c> if there is validation, and the
    /// metrics, for example <c>mae</c> and <c>val_mae</c>.
    /// </summary>
    public IReadOnlyList<string> Monitors { get; }

    /// <summary>Those of <see cref="Monitors"/> of which higher is better, such as an accuracy.</summary>
    public IReadOnlySet<string> HigherIsBetter { get; internal init; } = new HashSet<string>();

    /// <summary>Warnings about the samples from before the first epoch; see <see cref="Training.History.Warnings"/>.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The running epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Epochs to run at most.</summary>
    public int Epochs => Options.Epochs;

    /// <summary>Steps of the optimizer since the model was compiled.</summary>
    public long Step { get; internal set; }

    /// <summary>The batch that begins or has just ended, from 1.</summary>
    public int Batch { get; internal set; }

    /// <summary>Batches an epoch.</summary>
    public int Batches { get; internal set; }

    /// <summary>Training samples an epoch.</summary>
    public int SamplesPerEpoch { get; internal set; }

    /// <summary>Training samples gone through since the start of training, over all epochs.</summary>
    public long SamplesSeen { get; internal set; }

    /// <summary>
    /// Whether the norms of the gradients are measured; a callback sets it in <see cref="Callback.OnTrainBegin"/>. Default: no.
    /// </summary>
    public bool MeasuresGradients { get; set; }

    /// <summary>
    /// The norm of the gradient of each trained parameter, <c>layer.parameter</c>, at the last step, before clipping; empty unless
    /// <see cref="MeasuresGradients"/>.
    /// </summary>
    public IReadOnlyDictionary<string, double> GradientNorms { get; internal set; } = new Dictionary<string, double>();

    /// <summary>Mean loss of the batch that has just ended.</summary>
    public double BatchLoss { get; internal set; }

    /// <summary>The epoch that was last run to its end; null before the first.</summary>
    public EpochRecord? LastEpoch => _history.Count == 0 ? null : _history[^1];

    /// <summary>The epochs run to their end so far.</summary>
    public IReadOnlyList<EpochRecord> History => _history;

    /// <summary>Number of the best epoch, from 1, if a callback monitors one; goes into <see cref="Training.History.BestEpoch"/>.</summary>
    public int? BestEpoch { get; set; }

    /// <summary>The optimizer's learning rate; a new value holds from the next batch on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public float LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <summary>Time since the start of training; what was run before it went on from a checkpoint included.</summary>
    public TimeSpan Elapsed => _elapsedBefore + Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether training is to end.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Why training ends; <see cref="StopReason.Completed"/> unless <see cref="Stop"/> was called.</summary>
    public StopReason StopReason { get; private set; } = StopReason.Completed;

    /// <summary>More about why training ends, in whole sentences; see <see cref="Training.History.StopDetail"/>.</summary>
    public string? StopDetail { get; private set; }

    /// <summary>
    /// Ends training after the running batch, or after the epoch where a callback asks for it in <see cref="Callback.OnEpochEnd"/>; the
    /// weights are those reached by then. The first reason given counts.
    /// </summary>
    /// <param name="reason">Why; a callback of your own leaves it out.</param>
    /// <param name="detail">More about it, in whole sentences, for <see cref="Training.History.StopDetail"/>; null: nothing.</param>
    /// <example><code>context.Stop(detail: "The time that was given is up.");</code></example>
    public void Stop(StopReason reason = StopReason.Requested, string? detail = null)
    {
        if (!StopRequested)
        {
            StopRequested = true;
            StopReason = reason;
            StopDetail = detail;
        }
    }

    /// <summary>Adds an epoch that was run to its end.</summary>
    internal void Record(EpochRecord epoch) => _history.Add(epoch);

    /// <summary>Takes back what was run before a checkpoint.</summary>
    internal void Restore(IEnumerable<EpochRecord> history, TimeSpan elapsed)
    {
        _history.AddRange(history);
        _elapsedBefore = elapsed;
    }

    /// <summary>The history, after the callbacks' <see cref="Callback.OnTrainEnd"/>.</summary>
    internal History ToHistory() => new([.. _history], StopReason, BestEpoch, Elapsed) { StopDetail = StopDetail, Warnings = Warnings };
}
