using BenchmarkDotNet.Attributes;
using Unroll.Kernels;

namespace Unroll.Benchmarks;

/// <summary>
/// The gate arithmetic of one timestep over 32 rows, on one thread, next to no products: their inner length is 1. The forward pass of an
/// LSTM has five exponentials a unit, that of a GRU three.
/// </summary>
public class GatesBenchmark
{
    private const int Rows = 32;

    private PackedGates _weights = null!;
    private GateLayout _layout;
    private AlignedBuffer _input = null!;
    private AlignedBuffer _gates = null!;
    private AlignedBuffer _previous = null!;
    private AlignedBuffer _cell = null!;
    private AlignedBuffer _hidden = null!;
    private AlignedBuffer _hiddenGradient = null!;
    private AlignedBuffer _stateGradient = null!;
    private AlignedBuffer _biasGradient = null!;
    private bool _isLstm;

    /// <summary>The cell.</summary>
    [Params("lstm", "gru")]
    public string Cell { get; set; } = "";

    /// <summary>Hidden units.</summary>
    [Params(32, 256)]
    public int Units { get; set; }

    private GateStep Step => new()
    {
        Weights = _weights,
        Layout = _layout,
        Gates = _gates.Span,
        Timestep = 0,
        Input = _input.Span,
        BiasGradient = _biasGradient.Span,
    };

    /// <summary>Makes gates that take one feature and no state.</summary>
    [GlobalSetup]
    public void Setup()
    {
        const int Planes = 4;
        _isLstm = Cell == "lstm";
        _weights = new PackedGates([.. Enumerable.Range(0, Planes).Select(plane => new GatePlane(plane * Units, -1))], inputs: 1, Units);
        _weights.Pack(RandomNumbers.Create(Planes * Units, 1).Span, default, Planes * Units);
        _layout = new GateLayout(Units, Planes, Rows, timesteps: 1);
        _input = RandomNumbers.Create(Rows, 2);
        _gates = new AlignedBuffer(_layout.Length);
        _previous = RandomNumbers.Create(Rows * Units, 3);
        _cell = new AlignedBuffer(Rows * Units);
        _hidden = new AlignedBuffer(Rows * Units);
        _hiddenGradient = RandomNumbers.Create(Rows * Units, 4);
        _stateGradient = new AlignedBuffer(Rows * Units);
        _biasGradient = new AlignedBuffer(Planes * _layout.Vectors * Simd.Lanes);
    }

    /// <summary>One timestep forward.</summary>
    [Benchmark(Baseline = true)]
    public void Forward()
    {
        if (_isLstm)
        {
            LstmGates.Forward(Step, _previous.Span, _cell.Span, _hidden.Span, keepsGates: true);
        }
        else
        {
            GruGates.Forward(Step, _previous.Span, _hidden.Span);
        }
    }

    /// <summary>One timestep forward and back: the backward pass alone would find its own gradients where it looks for gates.</summary>
    [Benchmark]
    public void ForwardAndBackward()
    {
        Forward();
        if (_isLstm)
        {
            LstmGates.Backward(Step, _previous.Span, _cell.Span, _hiddenGradient.Span, _stateGradient.Span);
        }
        else
        {
            GruGates.Backward(Step, _previous.Span, _hiddenGradient.Span, _stateGradient.Span);
        }
    }
}
