using BenchmarkDotNet.Attributes;
using Unroll.Kernels;
using Unroll.Optimizers;

namespace Unroll.Benchmarks;

/// <summary>One update of some weights, on one thread. Adam reads four numbers for each weight and writes three.</summary>
public class OptimizerBenchmark
{
    private AlignedBuffer _weights = null!;
    private AlignedBuffer _gradient = null!;
    private OptimizerState _state = null!;

    /// <summary>The optimizer.</summary>
    [Params("sgd", "momentum", "adam")]
    public string Rule { get; set; } = "";

    /// <summary>Weights: about as many as an LSTM of 32, 256 and 512 units has.</summary>
    [Params(4_400, 330_000, 3_300_000)]
    public int Weights { get; set; }

    /// <summary>Makes weights and gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _weights = RandomNumbers.Create(Weights, 1);
        _gradient = RandomNumbers.Create(Weights, 2);
        Optimizer optimizer = Rule switch
        {
            "sgd" => new Sgd(1e-6f),
            "momentum" => new Sgd(1e-6f, new SgdOptions { Momentum = 0.9f }),
            _ => new Adam(1e-6f),
        };
        _state = new OptimizerState(optimizer, Weights);
    }

    /// <summary>One update.</summary>
    [Benchmark]
    public void Update() => _state.Apply(_weights.Span, _gradient.Span);
}
