using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Models;

namespace Unroll.Benchmarks;

/// <summary>Models that choose their own form, of the 144 airline passengers of Box and Jenkins.</summary>
public class AutomaticModelsBenchmark
{
    private readonly ObservedSeries _airline = new(AirlinePassengers.Values, 12);

    [Benchmark]
    public ForecastFit Arima() => new AutoArima().Fit(_airline);

    [Benchmark]
    public ForecastFit ExponentialSmoothing() => new AutoEts().Fit(_airline);

    [Benchmark]
    public ForecastFit Theta() => new Theta().Fit(_airline);
}
