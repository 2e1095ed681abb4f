using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The checkpointed state of steps by the gradient of a batch: arrays of the optimizer, gradients that wait, averages.</summary>
internal sealed class GradientCheckpoint(OptimizerState state, GradientStep step, RunningAverage? average) : ICheckpointedSteps
{
    /// <summary>Gradients that wait for a step.</summary>
    public required Func<int> Pending { get; init; }

    /// <summary>Takes their number back.</summary>
    public required Action<int> SetPending { get; init; }

    /// <summary>Epochs of earlier trainings of the model.</summary>
    public required Func<int> EpochsBefore { get; init; }

    /// <summary>Takes their number back.</summary>
    public required Action<int> SetEpochsBefore { get; init; }

    public long Step => state.Step;

    public void Save(List<SafetensorsTensor> tensors, JsonObject json)
    {
        for (int slot = 0; slot < state.AllSlots.Count; slot++)
        {
            CheckpointTensors.Add(tensors, $"optimizer.{slot}", state.AllSlots[slot].Span);
        }

        int pending = Pending();
        if (pending > 0)
        {
            CheckpointTensors.Add(tensors, "accumulated", step.Accumulated.Gradients!.Span);
        }

        for (int i = 0; i < (average?.Averages.Count ?? 0); i++)
        {
            CheckpointTensors.Add(tensors, $"average.{i}", average!.Averages[i]);
        }

        json["passes"] = state.Passes;
        json["epochs_before"] = EpochsBefore();
        json["pending"] = pending;
        json["pending_weight"] = CheckpointJson.Write(step.Accumulated.Weight);
        json["averaged_steps"] = average?.Steps ?? 0;
    }

    public void Restore(SafetensorsFile file, JsonConfiguration json, int epoch)
    {
        for (int slot = 0; slot < state.AllSlots.Count; slot++)
        {
            CheckpointTensors.Copy(file, $"optimizer.{slot}", state.AllSlots[slot].Span);
        }

        for (int i = 0; i < (average?.Averages.Count ?? 0); i++)
        {
            CheckpointTensors.Copy(file, $"average.{i}", average!.Averages[i]);
        }

        if (average is not null)
        {
            average.Steps = (long)json.Required("averaged_steps").Unsigned();
        }

        state.Passes = json.Required("passes").Unsigned();
        SetEpochsBefore(json.Required("epochs_before").Integer(0));
        SetPending(json.Required("pending").Integer(0));
        if (json.Required("pending").Integer() > 0)
        {
            step.RestoreAccumulated(
                CheckpointTensors.Find(file, "accumulated", state.Length), CheckpointJson.ReadNumber(json.Required("pending_weight")));
        }

        state.Restore((long)json.Required("step").Unsigned());
        state.Epochs = EpochsBefore() + Math.Max(0, epoch - 1);
    }
}
