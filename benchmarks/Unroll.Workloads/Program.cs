using System.Globalization;
using Unroll;
using Unroll.Workloads;
using Unroll.Workloads.Own;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

try
{
    BenchOptions options = BenchOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(BenchOptions.Usage);
        return 0;
    }

    IReadOnlyList<Workload> workloads = WorkloadTable.Select(
        WorkloadTable.Parse(File.ReadAllText(Repository.PathOf("benchmarks", "workloads.json"))), options.Only);
    Pace pace = options.Quick ? new Pace(0.2, 0.15, 2) : new Pace(0.3, 0.6, 3);
    using UnrollContestant one = new(1), two = new(2);
    double peak1 = PeakMeter.Measure(1, 0.3), peak2 = PeakMeter.Measure(2, 0.3);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine.Current()} peak {peak1:F0} {peak2:F0} GFLOP/s"));
    foreach (RunMode mode in Enum.GetValues<RunMode>())
    {
        foreach (Workload workload in workloads)
        {
            StepTimes t1 = one.Run(workload, mode, pace), t2 = two.Run(workload, mode, pace);
            t1 = t1.With(one.Run(workload, mode, pace));
            t2 = t2.With(two.Run(workload, mode, pace));
            double rate = 1e-6 * WorkCount.Operations(workload, mode) / t2.MedianMs;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name,-14}{mode,-7}{t1.MedianMs,10:F4}{t2.MedianMs,10:F4}{t2.MinimumMs,10:F4}{rate,8:F1} GFLOP/s{rate / peak2,7:P0}{t1.MedianMs / t2.MedianMs,6:F2}x"));
        }
    }

    return 0;
}
catch (InputException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
