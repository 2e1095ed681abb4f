using Unroll.Data;
using Unroll.Workloads.Own;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Tests;

/// <summary>What is timed does what it says; how long it takes is not looked at.</summary>
public sealed class OwnContestantTests
{
    private static readonly Pace _short = new(0, 0, 3);

    [Theory]
    [InlineData("oxford")]
    [InlineData("stream-step")]
    [InlineData("conv1d")]
    [InlineData("translation")]
    public void Small_workloads_run_in_both_modes_on_one_thread_and_two(string name)
    {
        foreach (int threads in (int[])[1, 2])
        {
            using UnrollContestant contestant = new(threads);
            foreach (RunMode mode in Enum.GetValues<RunMode>())
            {
                Assert.Equal(3, contestant.Run(Samples.Workload(name), mode, _short).Calls);
                Assert.Equal(3, contestant.Run(Samples.Workload(name), mode, _short).Calls);
            }
        }
    }

    [Fact]
    public void A_repeated_batch_gives_the_same_rows_again()
    {
        SampleSource batch = Networks.Batch(Samples.Workload("oxford"));
        RepeatedBatch repeated = new(batch, 3);
        Assert.Equal(150, repeated.Count);
        float[] first = new float[2 * 10 * 3], again = new float[2 * 10 * 3];
        batch.CopyInputs([49, 0], new TimeMajorSpan(first, 10, 2, 3));
        repeated.CopyInputs([149, 50], new TimeMajorSpan(again, 10, 2, 3));
        Assert.Equal(first, again);
    }
}
