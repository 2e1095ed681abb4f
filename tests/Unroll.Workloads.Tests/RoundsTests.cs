using Unroll.Workloads.Own;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Tests;

/// <summary>Who takes turns, and what becomes of the times; the times are made up.</summary>
public sealed class RoundsTests
{
    private static readonly Pace _first = new(1, 2, 3);
    private static readonly Pace _later = new(4, 5, 6);

    [Fact]
    public void Contestants_take_turns_and_the_clearly_slower_settings_of_a_peer_end_after_two()
    {
        List<string> turns = [];
        IContestant[] contestants =
        [
            new Scripted(turns, UnrollContestant.Name, "1t", [9, 8, 9.5]),
            new Scripted(turns, UnrollContestant.Name, "2t", [5, 4, 6]),
            new Scripted(turns, "peer", "slow", [20, 19]),
            new Scripted(turns, "peer", "near", [14, 7, 12]),
            new Scripted(turns, "peer", "fast", [10, 10, 10]),
        ];
        IReadOnlyList<Entry> entries = new Rounds(3, _first, _later) { RestMs = 0 }.Run(
            Samples.Workload("energy"), RunMode.Infer, contestants, UnrollContestant.Name);
        Assert.Equal(
            [
                "unroll 1t", "unroll 2t", "peer slow", "peer near", "peer fast",
                "unroll 1t", "unroll 2t", "peer slow", "peer near", "peer fast",
                "unroll 1t", "unroll 2t", "peer near",
            ],
            turns);
        Assert.Equal([8, 4, 19, 7, 10.0], entries.Select(entry => entry.Times.MedianMs));
        Assert.Equal([3, 3, 2, 3, 2], entries.Select(entry => entry.Times.Calls));
    }

    [Fact]
    public void Who_cannot_train_takes_no_turn()
    {
        List<string> turns = [];
        IContestant[] contestants = [
            new Scripted(turns, UnrollContestant.Name, "1t", [1]), new Scripted(turns, "peer", "1t", []) { Trains = false }];
        IReadOnlyList<Entry> entries = new Rounds(1, _first, _later).Run(
            Samples.Workload("energy"), RunMode.Train, contestants, UnrollContestant.Name);
        Assert.Equal([UnrollContestant.Name], entries.Select(entry => entry.Library));
    }

    private sealed class Scripted(List<string> turns, string library, string setting, double[] medians) : IContestant
    {
        private int _turn;

        public string Library => library;

        public string Setting => setting;

        public int Threads => 1;

        public bool Trains { get; init; } = true;

        public bool Runs(Workload workload, RunMode mode) => mode == RunMode.Infer || Trains;

        public StepTimes Run(Workload workload, RunMode mode, Pace pace)
        {
            Assert.Equal(_turn == 0 ? _first : _later, pace);
            turns.Add($"{library} {setting}");
            return new StepTimes(medians[_turn], medians[_turn++] / 2, 1);
        }

        public void Dispose()
        {
        }
    }
}
