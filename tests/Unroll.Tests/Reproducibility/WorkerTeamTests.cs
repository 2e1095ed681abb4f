using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>Every piece of every round is run exactly once, whichever thread runs it.</summary>
public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Every_piece_of_rounds_of_changing_size_runs_once(int threads)
    {
        // Sizes that grow and shrink from round to round: a worker that comes late for one round must not take a piece of the next.
        int[] sizes = [2, 7, 1, 3, 2, 16, 4, 5];
        var runs = new int[16];
        Action<int> work = piece => Interlocked.Increment(ref runs[piece]);
        using var team = new WorkerTeam(threads);
        for (int round = 0; round < 4000; round++)
        {
            int size = sizes[round % sizes.Length];
            Array.Clear(runs);
            team.Run(size, work);
            for (int piece = 0; piece < runs.Length; piece++)
            {
                Assert.Equal(piece < size ? 1 : 0, Volatile.Read(ref runs[piece]));
            }
        }
    }

    [Fact]
    public void What_a_piece_throws_reaches_the_caller_and_the_team_goes_on()
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => team.Run(
                6,
                piece =>
                {
                    if (piece == 4)
                    {
                        throw new InvalidOperationException("piece 4");
                    }
                }));
            Assert.Equal("piece 4", error.Message);
            int sum = 0;
            team.Run(6, piece => Interlocked.Add(ref sum, piece));
            Assert.Equal(15, sum);
        }
    }
}
