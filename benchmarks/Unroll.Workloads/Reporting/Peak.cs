namespace Unroll.Workloads.Reporting;

/// <summary>The processor's fused-multiply-add peak as measured in the run, in 10⁹ floating-point operations a second.</summary>
/// <param name="OneThread">On one thread.</param>
/// <param name="AllThreads">On as many threads as this library is timed on.</param>
internal readonly record struct Peak(double OneThread, double AllThreads)
{
    /// <summary>Of two measurements, what the processor has been seen to reach.</summary>
    public Peak With(Peak other) => new(Math.Max(OneThread, other.OneThread), Math.Max(AllThreads, other.AllThreads));

    /// <summary>The peak of a number of threads.</summary>
    public double Of(int threads) => threads == 1 ? OneThread : AllThreads;
}
