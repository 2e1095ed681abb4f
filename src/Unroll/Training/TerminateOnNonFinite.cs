using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>A callback that ends training as soon as a batch's loss is infinite or NaN: no later batch can repair the weights.</summary>
public sealed class TerminateOnNonFinite : Callback
{
    internal static Entry<Callback> Entry { get; } = new(
        "terminate-on-non-finite", typeof(TerminateOnNonFinite), "Ends training when the loss is not finite.", [],
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
}
