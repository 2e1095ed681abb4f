using BenchmarkDotNet.Attributes;
using Unroll.Layers;

namespace Unroll.Benchmarks;

/// <summary>
/// A convolution of kernel size 3 over 32 rows of 128 timesteps, without padding: 32·126·3·features·filters multiply-adds forward.
/// </summary>
public class ConvolutionBenchmark : LayerPassBenchmark
{
    /// <summary>Features and filters.</summary>
    [Params("9x64", "64x64", "64x16", "128x128")]
    public string FeaturesByFilters { get; set; } = "";

    /// <summary>Plans the passes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] sizes = FeaturesByFilters.Split('x');
        int features = int.Parse(sizes[0], System.Globalization.CultureInfo.InvariantCulture);
        int filters = int.Parse(sizes[1], System.Globalization.CultureInfo.InvariantCulture);
        Plan(new Conv1D(filters, 3), rows: 32, timesteps: 128, features);
    }
}
