using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>When batches are prepared ahead, by a clock of a million ticks a second.</summary>
public sealed class PrefetchTrialTests
{
    private const long TicksPerSecond = 1_000_000;

    [Fact]
    public void Cheap_samples_are_taken_directly() => Assert.False(Run(Start(), 10_000, ticks: 1000, waiting: 9).IsAhead);

    [Fact]
    public void A_thread_is_not_woken_for_a_few_microseconds() => Assert.False(Run(Start(), 10_000, ticks: 100, waiting: 9).IsAhead);

    [Fact]
    public void Dear_samples_are_prepared_and_stay_so_if_steps_do_not_become_slower()
    {
        PrefetchTrial trial = Run(Start(), 30, ticks: 1000, waiting: 200);
        Assert.True(trial.IsAhead);
        Assert.True(Run(trial, 10_000, ticks: 1040, waiting: 0).IsAhead);

        // What comes later, such as longer sequences, no longer matters.
        Assert.True(Run(trial, 10_000, ticks: 5000, waiting: 0).IsAhead);
    }

    [Fact]
    public void What_makes_steps_slower_is_given_up_and_tried_again_ever_more_rarely()
    {
        PrefetchTrial trial = Start();
        List<int> beginnings = [];
        for (int batch = 0; batch < 20_000; batch++)
        {
            bool before = trial.IsAhead;
            Run(trial, 1, ticks: before ? 1100 : 1000, waiting: 200);
            if (trial.IsAhead && !before)
            {
                beginnings.Add(batch);
            }
        }

        Assert.False(trial.IsAhead);
        Assert.InRange(beginnings.Count, 4, 8);
        int[] pauses = [.. beginnings.Zip(beginnings.Skip(1), (first, second) => second - first)];
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses[^1] > 3 * pauses[0]);
    }

    [Fact]
    public void The_first_batches_do_not_count()
    {
        PrefetchTrial trial = Run(Start(), 4, ticks: 1_000_000, waiting: 500_000);
        Assert.False(Run(trial, 1000, ticks: 1000, waiting: 5).IsAhead);
    }

    [Theory]
    [InlineData(Prefetch.Always, false, true)]
    [InlineData(Prefetch.Never, true, false)]
    [InlineData(Prefetch.Auto, true, true)]
    public void A_wish_holds_whatever_is_measured(Prefetch wish, bool isSlow, bool expected)
    {
        var trial = new PrefetchTrial(wish, isSlow, TicksPerSecond);
        Assert.Equal(expected, trial.IsAhead);
        Run(trial, 100, ticks: 1000, waiting: 900);
        Run(trial, 100, ticks: 9000, waiting: 0);
        Assert.Equal(expected, trial.IsAhead);
    }

    private static PrefetchTrial Start() => new(Prefetch.Auto, isSlow: false, TicksPerSecond);

    private static PrefetchTrial Run(PrefetchTrial trial, int batches, long ticks, long waiting)
    {
        for (int i = 0; i < batches; i++)
        {
            trial.Add(ticks, waiting);
        }

        return trial;
    }
}
