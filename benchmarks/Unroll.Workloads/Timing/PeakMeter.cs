using System.Diagnostics;
using System.Runtime.CompilerServices;
using Unroll.Kernels;

namespace Unroll.Workloads.Timing;

/// <summary>
/// The most that the processor can do: fused multiply-adds on registers alone, on the vector width that the kernels run on, in chains that
/// do not wait for each other.
/// </summary>
internal static class PeakMeter
{
    /// <summary>Sums in registers: more than latency times multipliers needs, fewer than the 16 registers of the narrower widths.</summary>
    private const int Chains = 12;

    private const int Rounds = 50_000;

    /// <summary>Measures the peak of some threads together, in 10⁹ floating-point operations a second; a multiply-add is two.</summary>
    /// <param name="threads">Threads, each on a core of its own if there are enough.</param>
    /// <param name="seconds">How long.</param>
    public static double Measure(int threads, double seconds)
    {
        double[] rates = new double[threads];
        using var start = new Barrier(threads);
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => rates[i] = Rate(start, seconds)))];
        Array.ForEach(others, thread => thread.Start());
        rates[0] = Rate(start, seconds);
        Array.ForEach(others, thread => thread.Join());
        return rates.Sum();
    }

    private static double Rate(Barrier start, double seconds)
    {
        Simd.Run(default(MultiplyAdds));
        start.SignalAndWait();

        // The best of short pieces: an interrupt is no property of the processor.
        double best = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds)
        {
            long from = Stopwatch.GetTimestamp();
            Simd.Run(default(MultiplyAdds));
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalSeconds);
        }

        return 2e-9 * Rounds * Chains * Simd.Lanes / best;
    }

    /// <summary>x = x/2 + 1 in every chain, which stays near 2 for ever.</summary>
    private readonly struct MultiplyAdds : ISimdKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector half = TSimd.Broadcast(0.5f), ones = TSimd.Broadcast(1f);
            TVector a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half, i = half, j = half, k = half, l = half;
            for (int round = 0; round < Rounds; round++)
            {
                a = TSimd.MultiplyAdd(a, half, ones);
                b = TSimd.MultiplyAdd(b, half, ones);
                c = TSimd.MultiplyAdd(c, half, ones);
                d = TSimd.MultiplyAdd(d, half, ones);
                e = TSimd.MultiplyAdd(e, half, ones);
                f = TSimd.MultiplyAdd(f, half, ones);
                g = TSimd.MultiplyAdd(g, half, ones);
                h = TSimd.MultiplyAdd(h, half, ones);
                i = TSimd.MultiplyAdd(i, half, ones);
                j = TSimd.MultiplyAdd(j, half, ones);
                k = TSimd.MultiplyAdd(k, half, ones);
                l = TSimd.MultiplyAdd(l, half, ones);
            }

            Keep(TSimd.Add(
                TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h))),
                TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l))));
        }

        // What nobody can look into cannot be left out.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Keep<TVector>(TVector value)
            where TVector : struct => _ = value;
    }
}
