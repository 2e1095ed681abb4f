using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Formats;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>The checkpointed state of a full-batch optimizer's steps: its point and what it remembers, in double precision.</summary>
internal sealed class FullBatchCheckpoint(TrainingContext context, FullBatchSteps steps) : ICheckpointedSteps
{
    private const string Prefix = "full_batch.";

    public long Step => context.Step;

    public void Save(List<SafetensorsTensor> tensors, JsonObject json)
    {
        FullBatchState state = new();
        steps.Save(state);
        foreach ((string name, double[] values) in state.Arrays)
        {
            tensors.Add(new SafetensorsTensor(Prefix + name, values));
        }

        json["full_batch"] = CheckpointJson.Write(state.Numbers);
    }

    public void Restore(SafetensorsFile file, JsonConfiguration json, int epoch)
    {
        FullBatchState state = new();
        foreach ((string name, double value) in CheckpointJson.ReadNumbers(json.Required("full_batch")))
        {
            state.Numbers[name] = value;
        }

        foreach (SafetensorsTensor tensor in file.Tensors.Where(tensor => tensor.Doubles is not null
            && tensor.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            tensor.RequireFinite("its tensor");
            state.Arrays[tensor.Name[Prefix.Length..]] = tensor.Doubles!;
        }

        steps.Restore(state);
    }
}
