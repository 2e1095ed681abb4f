using BenchmarkDotNet.Attributes;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Benchmarks;

/// <summary>
/// Large recurrent layers before their first step: an LSTM's weights drawn on one thread, orthogonal recurrent ones among them; the model
/// described without them; and loaded from a file, to predict.
/// </summary>
public class InitialWeightsBenchmark : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"unroll-{Guid.NewGuid():N}.safetensors");

    /// <summary>Hidden units of the LSTM, on 10 features.</summary>
    [Params(256, 1000, 2000)]
    public int Units { get; set; }

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Setup() => Create().Save(_file);

    /// <summary>Draws all weights.</summary>
    [Benchmark(Baseline = true)]
    public int Draw()
    {
        Sequential model = Create();
        model.Build();
        return model.Parameters.Sum(parameter => parameter.Values.Length);
    }

    /// <summary>Builds and describes the model.</summary>
    [Benchmark]
    public string Describe()
    {
        Sequential model = Create();
        model.Build();
        return model.Summary();
    }

    /// <summary>Loads the model for prediction.</summary>
    [Benchmark]
    public void Load()
    {
        using var predictor = Predictor.Load(_file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    private Sequential Create() => new(new Input(33, 10), new Lstm(Units), new Dense(1));
}
