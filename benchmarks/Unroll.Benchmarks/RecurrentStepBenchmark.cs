using BenchmarkDotNet.Attributes;
using Unroll.Layers;

namespace Unroll.Benchmarks;

/// <summary>
/// Eight timesteps of a recurrent layer over 32 rows. With few units most of it is the arithmetic of the gates, with many units the
/// products: a timestep forward has 32·g·u·(1 + u) multiply-adds in products and 32·g·u gates, where a unit has g = 4, 3 or 1 of them.
/// </summary>
public class RecurrentStepBenchmark : LayerPassBenchmark
{
    /// <summary>The layer.</summary>
    [Params("lstm", "gru", "rnn")]
    public string Cell { get; set; } = "";

    /// <summary>Hidden units.</summary>
    [Params(16, 64, 256)]
    public int Units { get; set; }

    /// <summary>Plans the passes.</summary>
    [GlobalSetup]
    public void Setup() => Plan(
        Cell switch
        {
            "lstm" => new Lstm(Units, new LstmOptions { ReturnSequences = true }),
            "gru" => new Gru(Units, new GruOptions { ReturnSequences = true }),
            _ => new SimpleRnn(Units, new SimpleRnnOptions { ReturnSequences = true }),
        },
        rows: 32,
        timesteps: 8,
        features: 1);
}
