using BenchmarkDotNet.Attributes;
using Unroll.Kernels;

namespace Unroll.Benchmarks;

/// <summary>
/// Packing a weight matrix for the products of a step, as it is after every update: for the forward pass, and transposed for the other one.
/// </summary>
public class PackingBenchmark
{
    private AlignedBuffer _weights = null!;
    private PackedMatrix _matrix = null!;
    private PackedMatrix _transposed = null!;

    /// <summary>Hidden units of the LSTM whose recurrent weights, [units, 4·units], are packed.</summary>
    [Params(32, 256, 512)]
    public int Units { get; set; }

    /// <summary>Makes the matrix.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _weights = RandomNumbers.Create(4 * Units * Units, 1);
        _matrix = new PackedMatrix(Units, 4 * Units);
        _transposed = new PackedMatrix(4 * Units, Units);
    }

    /// <summary>For the forward pass.</summary>
    [Benchmark(Baseline = true)]
    public void Pack() => _matrix.Pack(_weights.Span, 4 * Units);

    /// <summary>For the backward pass.</summary>
    [Benchmark]
    public void PackTransposed() => _transposed.PackTransposed(_weights.Span, 4 * Units);
}
