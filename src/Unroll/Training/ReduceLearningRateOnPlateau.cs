using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// A callback that lowers the learning rate when a monitored value improves no more; patience and cooldown count as in Keras.
/// </summary>
public sealed class ReduceLearningRateOnPlateau : Callback
{
    private static readonly Setting<ReduceLearningRateOnPlateau, string> _monitored =
        new("monitor", Kind.Text, callback => callback.Options.Monitor!,
            "What is monitored: loss, val_loss or a metric.")
        { DefaultNote = "val_loss, without validation loss" };

    private static readonly Setting<ReduceLearningRateOnPlateau, float> _factor =
        new("factor", Kind.Single(NumberRange.Fraction), callback => callback.Options.Factor,
            "What the learning rate is multiplied with.")
        { DefaultValue = default(ReduceLearningRateOnPlateauOptions).Factor };

    private static readonly Setting<ReduceLearningRateOnPlateau, int> _patience =
        new("patience", Kind.Integer(1), callback => callback.Options.Patience,
            "The rate is lowered after so many epochs in a row that were not better.")
        {
            DefaultValue = default(ReduceLearningRateOnPlateauOptions).Patience,
        };

    private static readonly Setting<ReduceLearningRateOnPlateau, float> _lowest =
        new("min-learning-rate", Kind.Single(NumberRange.NonNegative), callback => callback.Options.MinLearningRate,
            "The learning rate is not lowered below this.");

    private static readonly Setting<ReduceLearningRateOnPlateau, double> _minDelta =
        new("min-delta", Kind.Number(NumberRange.NonNegative), callback => callback.Options.MinDelta,
            "By how much a value must be better to count.");

    private static readonly Setting<ReduceLearningRateOnPlateau, int> _cooldown =
        new("cooldown", Kind.Integer(0), callback => callback.Options.Cooldown, "Epochs after a reduction that do not count as patience.");

    internal static Entry<Callback> Entry { get; } = new(
        "reduce-learning-rate-on-plateau", typeof(ReduceLearningRateOnPlateau),
        "Lowers the learning rate when what it monitors improves no more.",
        [_monitored, _factor, _patience, _lowest, _minDelta, _cooldown],
        values => new ReduceLearningRateOnPlateau(new ReduceLearningRateOnPlateauOptions
        {
            Monitor = values.Get(_monitored),
            Factor = values.Get(_factor),
            Patience = values.Get(_patience),
            MinLearningRate = values.Get(_lowest),
            MinDelta = values.Get(_minDelta),
            Cooldown = values.Get(_cooldown),
        }))
    {
        Example = "reduce-learning-rate-on-plateau: {factor: 0.2, patience: 3}",
    };

    private readonly Monitor _monitor;
    private int _epochsWithoutImprovement;
    private int _cooldownLeft;

    /// <summary>Creates the callback.</summary>
    /// <param name="options">Its settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ReduceLearningRateOnPlateau(ReduceLearningRateOnPlateauOptions? options = null)
    {
        Options = options ?? new();
        Require.PositiveFinite(Options.Factor, nameof(ReduceLearningRateOnPlateauOptions.Factor));
        Require.FractionBelowOne(Options.Factor, nameof(ReduceLearningRateOnPlateauOptions.Factor));
        Require.AtLeast(Options.Patience, 1, nameof(ReduceLearningRateOnPlateauOptions.Patience));
        Require.NonNegativeFinite(Options.MinLearningRate, nameof(ReduceLearningRateOnPlateauOptions.MinLearningRate));
        Require.NonNegativeFinite(Options.MinDelta, nameof(ReduceLearningRateOnPlateauOptions.MinDelta));
        Require.AtLeast(Options.Cooldown, 0, nameof(ReduceLearningRateOnPlateauOptions.Cooldown));
        _monitor = new(Options.Monitor, Options.MinDelta);
    }

    /// <summary>Its settings.</summary>
    public ReduceLearningRateOnPlateauOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">The training does not record the monitored value.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _monitor.Begin(context, nameof(ReduceLearningRateOnPlateau));
        _epochsWithoutImprovement = 0;
        _cooldownLeft = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _epochsWithoutImprovement = 0;
        }

        if (_monitor.Improves(context.LastEpoch!))
        {
            _epochsWithoutImprovement = 0;
        }
        else if (_cooldownLeft == 0 && ++_epochsWithoutImprovement >= Options.Patience)
        {
            float reduced = Math.Max(context.LearningRate * Options.Factor, Options.MinLearningRate);
            if (reduced > 0 && reduced < context.LearningRate)
            {
                context.LearningRate = reduced;
            }

            _cooldownLeft = Options.Cooldown;
            _epochsWithoutImprovement = 0;
        }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Numbers["best"] = _monitor.Best;
        state.Numbers["waited"] = _epochsWithoutImprovement;
        state.Numbers["cooldown"] = _cooldownLeft;
    }

    /// <inheritdoc/>
    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _monitor.Best = state.Numbers["best"];
        _epochsWithoutImprovement = (int)state.Numbers["waited"];
        _cooldownLeft = (int)state.Numbers["cooldown"];
    }
}
