using System.Globalization;
using BenchmarkDotNet.Attributes;
using Unroll.Kernels;

namespace Unroll.Benchmarks;

/// <summary>
/// The matrix products of a step, on one thread: C = A·B with B packed, for activations and their gradients, and C += Aᵀ·B, for gradients
/// of weights. A product of m × k by k × n has 2·m·k·n floating-point operations.
/// </summary>
public class MatrixProductBenchmark
{
    private AlignedBuffer _a = null!;
    private AlignedBuffer _plainB = null!;
    private AlignedBuffer _c = null!;
    private AlignedBuffer _bias = null!;
    private AlignedBuffer _weightGradient = null!;
    private PackedMatrix _b = null!;
    private int _rows;
    private int _inner;
    private int _columns;

    /// <summary>
    /// Rows × inner length × columns: the recurrent product of an LSTM(256), its gradient, its input product over 8 timesteps; that of an
    /// LSTM(512) and an LSTM(32); one row of a stream; a tap of a convolution; and sizes that fit no tile.
    /// </summary>
    [Params("32x256x1024", "32x1024x256", "256x65x1024", "32x512x2048", "16x32x128", "1x64x256", "256x64x64", "33x100x50")]
    public string Shape { get; set; } = "";

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Shape.Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        (_rows, _inner, _columns) = (sizes[0], sizes[1], sizes[2]);
        _a = RandomNumbers.Create(_rows * _inner, 1);
        _plainB = RandomNumbers.Create(_inner * _columns, 2);
        _c = RandomNumbers.Create(_rows * _columns, 3);
        _bias = RandomNumbers.Create(_columns, 4);
        _weightGradient = new AlignedBuffer(_inner * _columns);
        _b = new PackedMatrix(_inner, _columns);
        _b.Pack(_plainB.Span, _columns);
    }

    /// <summary>C = A·B + bias.</summary>
    [Benchmark(Baseline = true)]
    public void Multiply() => MatrixProduct.MultiplyAddBias(_a.Span, _inner, _b, _bias.Span, _c.Span, _columns, _rows);

    /// <summary>C += A·B.</summary>
    [Benchmark]
    public void MultiplyAdd() => MatrixProduct.Multiply(_a.Span, _inner, _b, _c.Span, _columns, _rows, accumulate: true);

    /// <summary>W += Aᵀ·C: as many operations, of which C is packed on the way.</summary>
    [Benchmark]
    public void AddTransposed() =>
        MatrixProduct.AddTransposed(_a.Span, _inner, _c.Span, _columns, _weightGradient.Span, _columns, _rows, _inner, _columns);
}
