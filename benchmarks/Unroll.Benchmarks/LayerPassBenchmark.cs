using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Benchmarks;

/// <summary>Forward and backward passes of one shard through one layer, on one thread: how the kernels do together.</summary>
public abstract class LayerPassBenchmark
{
    private ShardPass _pass = null!;

    /// <summary>One pass forward.</summary>
    [Benchmark(Baseline = true)]
    public void Forward() => _pass.Forward();

    /// <summary>One pass forward and one backward.</summary>
    [Benchmark]
    public void ForwardAndBackward()
    {
        _pass.Forward();
        _pass.Context.AllGradients.Clear();
        _pass.Backward();
    }

    /// <summary>Plans the passes of a layer on random inputs and gradients.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="timesteps">Timesteps.</param>
    /// <param name="features">Features of a timestep.</param>
    protected void Plan(Layer layer, int rows, int timesteps, int features)
    {
        var model = new Sequential(new Input(timesteps, features), layer) { Seed = 1 };
        model.Build();
        model.Prepare(training: true);
        _pass = model.CreatePass(model.InputShapes, [false], rows, new PassOptions(Training: true, InputGradients: true));
        _pass.Context.IsTraining = true;
        RandomStream random = new(1);
        RandomNumbers.Fill(_pass.Input.Values, random);
        RandomNumbers.Fill(_pass.OutputGradient.Values, random);
    }
}
