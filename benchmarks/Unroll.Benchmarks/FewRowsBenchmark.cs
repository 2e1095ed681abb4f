using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Benchmarks;

/// <summary>
/// What the threads of a predictor are worth where there is one row: one sequence, and one step of a stream, one upon the other.
/// </summary>
public class FewRowsBenchmark : IDisposable
{
    private const int Features = 64;
    private const int Timesteps = 50;
    private Predictor _predictor = null!;
    private StreamingPredictor _stream = null!;
    private float[] _sequence = [];
    private readonly float[] _output = new float[1];

    /// <summary>Units of the LSTM before the one-output head.</summary>
    [Params(64, 128, 256, 512)]
    public int Units { get; set; }

    /// <summary>Threads of the predictor.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the predictor and a stream.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var model = new Sequential(new Input(Timesteps, Features), new Lstm(Units), new Dense(1)) { Seed = 1 };
        _predictor = new Predictor(model, new PredictorOptions { Threads = Threads });
        _stream = _predictor.CreateStream();
        RandomStream random = new(1);
        _sequence = [.. Enumerable.Range(0, Timesteps * Features).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>One sequence.</summary>
    [Benchmark]
    public void Predict() => _predictor.Predict(_sequence, _output);

    /// <summary>One step.</summary>
    [Benchmark]
    public void Step() => _stream.Step(_sequence.AsSpan(0, Features), _output);

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _predictor.Dispose();
        GC.SuppressFinalize(this);
    }
}
