using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// A callback that ends training when a monitored value improves no more, and restores the weights of the best epoch (also after a
/// cancellation, and when all epochs were run).
/// </summary>
public sealed class EarlyStopping : Callback
{
    private static readonly Setting<EarlyStopping, string> _monitored =
        new("monitor", Kind.Text, callback => callback.Options.Monitor!,
            "What is monitored: loss, val_loss or a metric.")
        { DefaultNote = "val_loss, without validation loss" };

    private static readonly Setting<EarlyStopping, int> _patience =
        new("patience", Kind.Integer(1), callback => callback.Options.Patience,
            "Training ends after so many epochs in a row that were not better.")
        { DefaultValue = default(EarlyStoppingOptions).Patience };

    private static readonly Setting<EarlyStopping, double> _minDelta =
        new("min-delta", Kind.Number(NumberRange.NonNegative), callback => callback.Options.MinDelta,
            "By how much a value must be better to count.");

    private static readonly Setting<EarlyStopping, bool> _restore =
        new("restore-best-weights", Kind.Flag, callback => callback.Options.RestoreBestWeights,
            "Whether the model gets the weights of the best epoch back.")
        {
            DefaultValue = default(EarlyStoppingOptions).RestoreBestWeights,
        };

    internal static Entry<Callback> Entry { get; } = new(
        "early-stopping", typeof(EarlyStopping), "Ends training when what it monitors improves no more.",
        [_monitored, _patience, _minDelta, _restore],
        values => new EarlyStopping(new EarlyStoppingOptions
        {
            Monitor = values.Get(_monitored),
            Patience = values.Get(_patience),
            MinDelta = values.Get(_minDelta),
            RestoreBestWeights = values.Get(_restore),
        }))
    {
        Shorthand = _patience,
        Example = "early-stopping: {patience: 20}",
    };

    private readonly Monitor _monitor;
    private float[]? _bestWeights;
    private int _epochsWithoutImprovement;

    /// <summary>Creates the callback.</summary>
    /// <param name="options">Its settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EarlyStopping(EarlyStoppingOptions? options = null)
    {
        Options = options ?? new();
        Require.AtLeast(Options.Patience, 1, nameof(EarlyStoppingOptions.Patience));
        Require.NonNegativeFinite(Options.MinDelta, nameof(EarlyStoppingOptions.MinDelta));
        _monitor = new(Options.Monitor, Options.MinDelta);
    }

    /// <summary>Its settings.</summary>
    public EarlyStoppingOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">The training does not record the monitored value.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _monitor.Begin(context, nameof(EarlyStopping));
        _bestWeights = null;
        _epochsWithoutImprovement = 0;
        context.BestEpoch = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_monitor.Improves(context.LastEpoch!))
        {
            _epochsWithoutImprovement = 0;
            context.BestEpoch = context.Epoch;
            if (Options.RestoreBestWeights)
            {
                _bestWeights = context.Model.GetWeights();
            }
        }
        else if (++_epochsWithoutImprovement >= Options.Patience)
        {
            context.Stop(StopReason.EarlyStopping);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Numbers["best"] = _monitor.Best;
        state.Numbers["waited"] = _epochsWithoutImprovement;
        if (_bestWeights is not null)
        {
            state.Arrays["best_weights"] = _bestWeights;
        }
    }

    /// <inheritdoc/>
    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(state);
        float[]? weights = state.Arrays.TryGetValue("best_weights", out float[]? saved) ? saved : null;
        if (weights is not null && weights.Length != context.Model.ParameterCount)
        {
            throw new InputException($"its best weights are {CountFormatter.Format(weights.Length, "numbers")}, but the model has " +
                $"{context.Model.ParameterCount}.");
        }

        _monitor.Best = state.Numbers["best"];
        _epochsWithoutImprovement = (int)state.Numbers["waited"];
        _bestWeights = weights;
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestWeights is not null)
        {
            context.Model.SetWeights(_bestWeights);
            _bestWeights = null;
        }
    }
}
