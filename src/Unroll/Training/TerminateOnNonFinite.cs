using System.Globalization;
using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// A callback that ends training as soon as a value that an epoch records, a metric above all, is infinite or NaN. The loss and its
/// gradient need no callback: <c>Fit</c> never makes a step that is not finite, and ends by itself.
/// </summary>
public sealed class TerminateOnNonFinite : Callback
{
    internal static Entry<Callback> Entry { get; } = new(
        "terminate-on-non-finite", typeof(TerminateOnNonFinite),
        "Ends training when a metric is not finite; for the loss, training ends by itself.", [],
        _ => new TerminateOnNonFinite())
    {
        Example = "terminate-on-non-finite",
    };

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!double.IsFinite(context.BatchLoss))
        {
            context.Stop(StopReason.NonFinite);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach ((string name, double value) in context.LastEpoch!.Metrics)
        {
            if (!double.IsFinite(value))
            {
                context.Stop(StopReason.NonFinite, string.Create(
                    CultureInfo.InvariantCulture, $"Epoch {context.Epoch}: {name} is {value}."));
            }
        }
    }
}
