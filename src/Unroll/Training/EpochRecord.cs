using System.Text;

namespace Unroll.Training;

/// <summary>The loss and metrics of one epoch.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Loss">Mean loss over the training samples, each with the weights before its batch's step.</param>
/// <param name="ValidationLoss">Mean loss over the validation samples after the epoch; null without validation.</param>
/// <param name="LearningRate">Learning rate that the epoch was run with; of its last batch, if a schedule changes it by step.</param>
/// <param name="Elapsed">Time that the epoch took, validation included.</param>
/// <param name="Metrics">Metrics by name: <c>mae</c> on the training samples, <c>val_mae</c> on the validation samples.</param>
public sealed record EpochRecord(
    int Epoch,
    double Loss,
    double? ValidationLoss,
    double LearningRate,
    TimeSpan Elapsed,
    IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>
    /// Time for which the network waited for its samples: in which the training threads read them from their source, or waited for the
    /// thread that does (<see cref="FitOptions.Prefetch"/>); the mean over the threads. Part of <see cref="Elapsed"/>; without that of
    /// validation.
    /// </summary>
    public TimeSpan WaitingTime { get; init; }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Epoch), Epoch), (nameof(Loss), Loss), (nameof(ValidationLoss), ValidationLoss),
        (nameof(LearningRate), LearningRate), (nameof(Elapsed), Elapsed), (nameof(Metrics), Metrics),
        (nameof(WaitingTime), WaitingTime));
}
