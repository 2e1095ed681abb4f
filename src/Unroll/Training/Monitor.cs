namespace Unroll.Training;

/// <summary>
/// The monitoring of one of an epoch's values for its best so far: the least, as for every loss and error, or the greatest, where higher is
/// better. NaN is never the best.
/// </summary>
/// <param name="name">The monitored value; null: <c>val_loss</c> if there is validation, else <c>loss</c>.</param>
/// <param name="minDelta">The least improvement on the best value.</param>
internal sealed class Monitor(string? name, double minDelta)
{
    private const string Loss = "loss";
    private const string ValidationLoss = "val_loss";

    private string _name = Loss;
    private bool _higherIsBetter;

    /// <summary>The best value so far; infinite before the first.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>Starts anew for a training.</summary>
    /// <param name="context">The training.</param>
    /// <param name="callback">The callback that monitors, for the message.</param>
    /// <exception cref="InputException">The training does not record the monitored value.</exception>
    public void Begin(TrainingContext context, string callback)
    {
        if (name is not null && !context.Monitors.Contains(name))
        {
            string hint = name.StartsWith("val_", StringComparison.Ordinal) && !context.Monitors.Contains(ValidationLoss)
                ? " There is no validation: set FitOptions.Validation or ValidationSplit."
                : string.Empty;
            throw new InputException(
                $"{callback} is to monitor \"{name}\", which this training does not record. It records: "
                + $"{string.Join(", ", context.Monitors)}.{hint}");
        }

        _higherIsBetter = name is not null && context.HigherIsBetter.Contains(name);
        Best = _higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;
        _name = name ?? (context.Monitors.Contains(ValidationLoss) ? ValidationLoss : Loss);
    }

    /// <summary>Takes an epoch in.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Improves(EpochRecord epoch)
    {
        double value = _name switch
        {
            Loss => epoch.Loss,
            ValidationLoss => epoch.ValidationLoss ?? double.NaN,
            _ => epoch.Metrics.GetValueOrDefault(_name, double.NaN),
        };
        if (_higherIsBetter ? !(value > Best + minDelta) : !(value < Best - minDelta))
        {
            return false;
        }

        Best = value;
        return true;
    }
}
