using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Benchmarks;

/// <summary>
/// One timestep through a stream of one row: how long a service waits for the answer to a measurement that has just come in.
/// </summary>
public class StreamStepBenchmark : IDisposable
{
    private const int Features = 8;
    private Predictor _predictor = null!;
    private StreamingPredictor _stream = null!;
    private float[] _features = [];
    private float[] _output = [];

    /// <summary>The layer before the one-output head, with its units; on 8 features.</summary>
    [Params("lstm-64", "gru-64", "rnn-64", "tcn-32", "none")]
    public string Network { get; set; } = "";

    /// <summary>Makes the stream.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Layer[] layers = Network switch
        {
            "lstm-64" => [new Lstm(64)],
            "gru-64" => [new Gru(64)],
            "rnn-64" => [new SimpleRnn(64)],
            "tcn-32" => [new TemporalConvolution(32, 3)],
            _ => [],
        };
        _predictor = new Predictor(new Sequential([new Input(Shape.AnyLength, Features), .. layers, new Dense(1)]) { Seed = 1 });
        _stream = _predictor.CreateStream();
        RandomStream random = new(1);
        _features = [.. Enumerable.Range(0, Features).Select(_ => random.NextSingle() - 0.5f)];
        _output = new float[_stream.OutputLength];
    }

    /// <summary>One step.</summary>
    [Benchmark]
    public void Step() => _stream.Step(_features, _output);

    /// <summary>Lets go of the predictor.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _predictor.Dispose();
        GC.SuppressFinalize(this);
    }
}
