namespace Unroll.Training;

/// <summary>Ends training as soon as a batch's loss is infinite or not a number: no later batch can mend the weights.</summary>
public sealed class TerminateOnNonFinite : Callback
{
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
