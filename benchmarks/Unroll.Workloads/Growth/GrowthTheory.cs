using Unroll.Training;
using Unroll.Workloads.Table;

namespace Unroll.Workloads.Growth;

/// <summary>What a training step of one LSTM layer should take, counted from its sizes.</summary>
internal static class GrowthTheory
{
    private const int Gates = 4;

    /// <summary>Floating-point operations of the matrix products; with checkpointing, those of a second forward pass, too.</summary>
    public static double Operations(Workload workload) =>
        WorkCount.Operations(workload, RunMode.Train)
            + (workload.GradientCheckpointing ? WorkCount.Operations(workload, RunMode.Infer) : 0);

    /// <summary>
    /// Bytes of a step: the input; gates, cell and hidden state of every timestep, or with checkpointing of √T timesteps and both states
    /// before each of √T segments; and, as often as there are weights, a gradient for each shard of rows, two moments of Adam, and two
    /// packings.
    /// </summary>
    public static double Bytes(Workload workload)
    {
        double timesteps = workload.Timesteps, units = workload.Units, features = workload.Features;
        double states = workload.GradientCheckpointing ? Math.Sqrt(timesteps) * (Gates + 2 + 2) * units : timesteps * (Gates + 2) * units;
        double weights = (Gates * units * (features + units + 1)) + units + 1;
        int copies = new ShardCut(workload.Batch).Count + 2 + 2;
        return sizeof(float) * ((workload.Batch * ((timesteps * features) + states)) + (copies * weights));
    }
}
