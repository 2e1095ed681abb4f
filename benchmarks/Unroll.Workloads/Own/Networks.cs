using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Workloads.Table;

namespace Unroll.Workloads.Own;

/// <summary>The networks of the workloads, and the random batches that they are timed on.</summary>
internal static class Networks
{
    /// <summary>Makes a workload's network, compiled with Adam.</summary>
    public static Model Create(Workload workload) =>
        workload.Layer == LayerKind.Translation ? Translations.Create(workload).Model : CreateSequential(workload);

    private static Sequential CreateSequential(Workload workload)
    {
        bool isConvolution = workload.Layer == LayerKind.Conv1D;
        List<Layer> layers = [new Input(workload.Timesteps, workload.Features)];
        for (int depth = 1; depth <= workload.Depth; depth++)
        {
            layers.Add(isConvolution
                ? new Conv1D(workload.Units, workload.KernelSize, new Conv1DOptions { Activation = ActivationFunction.Relu })
                : Recurrent(workload, returnSequences: depth < workload.Depth));
        }

        if (isConvolution)
        {
            layers.Add(new GlobalMaxPooling1D());
        }

        layers.Add(new Dense(isConvolution ? workload.Classes : 1));
        var model = new Sequential([.. layers]) { Seed = 1 };
        model.Compile(
            new Adam(0.001f),
            isConvolution ? new SparseCategoricalCrossEntropy(new CrossEntropyOptions { FromLogits = true }) : new MeanSquaredError());
        model.Build();
        return model;
    }

    /// <summary>Random inputs, [batch, timesteps, features], from the standard normal distribution.</summary>
    public static float[,,] Inputs(Workload workload)
    {
        RandomStream random = new(2);
        float[,,] x = new float[workload.Batch, workload.Timesteps, workload.Features];
        for (int row = 0; row < workload.Batch; row++)
        {
            for (int t = 0; t < workload.Timesteps; t++)
            {
                for (int j = 0; j < workload.Features; j++)
                {
                    x[row, t, j] = (float)random.NextNormal();
                }
            }
        }

        return x;
    }

    /// <summary>A random batch with targets: numbers, or classes.</summary>
    public static SampleSource Batch(Workload workload) =>
        workload.Layer == LayerKind.Translation ? Translations.Batch(workload) : RandomBatch(workload);

    private static ArraySource RandomBatch(Workload workload)
    {
        RandomStream random = new(3);
        float[,] y = new float[workload.Batch, 1];
        for (int row = 0; row < workload.Batch; row++)
        {
            y[row, 0] = workload.Classes > 0 ? random.NextInt32(workload.Classes) : (float)random.NextNormal();
        }

        return new ArraySource(Inputs(workload), y);
    }

    private static Layer Recurrent(Workload workload, bool returnSequences)
    {
        bool checkpointing = workload.GradientCheckpointing;
        RecurrentLayer layer = workload.Layer switch
        {
            LayerKind.Lstm =>
                new Lstm(workload.Units, new LstmOptions { ReturnSequences = returnSequences, GradientCheckpointing = checkpointing }),
            LayerKind.Gru =>
                new Gru(workload.Units, new GruOptions { ReturnSequences = returnSequences, GradientCheckpointing = checkpointing }),
            _ => new SimpleRnn(
                workload.Units, new SimpleRnnOptions { ReturnSequences = returnSequences, GradientCheckpointing = checkpointing }),
        };
        return workload.Bidirectional ? new Bidirectional(layer) : layer;
    }
}
