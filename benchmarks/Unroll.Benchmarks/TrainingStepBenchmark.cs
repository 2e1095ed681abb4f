using BenchmarkDotNet.Attributes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Benchmarks;

/// <summary>
/// One training step (forward, loss, backward, Adam) of a recurrent layer with a one-output head on batches of 32 sequences of 33
/// timesteps, the shape of the daily energy forecast. Each invocation trains one epoch of <see cref="Steps"/> batches; times are per step.
/// </summary>
public class TrainingStepBenchmark
{
    /// <summary>Batches an invocation.</summary>
    public const int Steps = 200;

    private const int BatchSize = 32;
    private const int Timesteps = 33;
    private ArraySource _samples = null!;
    private Sequential _model = null!;

    /// <summary>Threads of the training.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Layer, hidden units and input features: lstm-32x1 is an LSTM of 32 units on 1 feature.</summary>
    [Params("lstm-32x1", "lstm-64x16", "gru-32x1", "rnn-32x1")]
    public string Network { get; set; } = "";

    /// <summary>Makes the data and the model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (Layer layer, int features) = Network switch
        {
            "lstm-32x1" => ((Layer)new Lstm(32), 1),
            "lstm-64x16" => (new Lstm(64), 16),
            "gru-32x1" => (new Gru(32), 1),
            _ => (new SimpleRnn(32), 1),
        };
        RandomStream random = new(1);
        float[,,] x = new float[Steps * BatchSize, Timesteps, features];
        float[,] y = new float[Steps * BatchSize, 1];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            y[i, 0] = random.NextSingle();
            for (int t = 0; t < Timesteps; t++)
            {
                for (int j = 0; j < features; j++)
                {
                    x[i, t, j] = random.NextSingle() - 0.5f;
                }
            }
        }

        _samples = new ArraySource(x, y);
        _model = new Sequential(new Input(Timesteps, features), layer, new Dense(1)) { Seed = 1 };
        _model.Compile(new Adam(0.001f), new MeanSquaredError());
    }

    /// <summary>One step.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public History TrainStep() => _model.Fit(_samples, new FitOptions { BatchSize = BatchSize, Threads = Threads });
}
