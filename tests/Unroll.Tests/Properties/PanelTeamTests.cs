using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>Threads share the panels of a product that is large enough and has more than one panel, and every panel is made once.</summary>
public sealed class PanelTeamTests
{
    [Theory]
    [InlineData(1, 40, 100_000, true)]
    [InlineData(3, 7, 100_000, true)]
    [InlineData(2, 1, 100_000, false)]
    [InlineData(5, 3, 100_000, false)]
    [InlineData(5, 4, 100_000, true)]
    [InlineData(2, 40, 100, false)]
    public void Every_panel_is_made_once(int threads, int vectors, long weights, bool isShared)
    {
        var team = new Runner(threads);
        int[] made = new int[vectors];
        IPieceRunner? before = PanelTeam.Lend(team);
        try
        {
            PanelTeam.Run(new Marking(made), vectors, rows: 8, weights);
        }
        finally
        {
            PanelTeam.Lend(before);
        }

        Assert.All(made, times => Assert.Equal(1, times));
        Assert.Equal(isShared && threads > 1 ? 1 : 0, team.Rounds);
    }

    [Fact]
    public void Without_a_team_the_caller_makes_all_panels()
    {
        int[] made = new int[9];
        PanelTeam.Run(new Marking(made), made.Length, rows: 8, weights: 1_000_000);
        Assert.All(made, times => Assert.Equal(1, times));
    }

    private readonly struct Marking(int[] made) : IPanelKernel
    {
        public void Run(int from, int to)
        {
            for (int vector = from; vector < to;)
            {
                int width = PackedMatrix.PanelVectors(made.Length - vector);
                Assert.True(vector + width <= to, $"A share ends at {to}, inside the panel of {vector}.");
                for (int i = 0; i < width; i++)
                {
                    made[vector + i]++;
                }

                vector += width;
            }
        }
    }

    private sealed class Runner(int threads) : IPieceRunner
    {
        public int Threads => threads;

        public int Rounds { get; private set; }

        public void Run(int count, Action<int> piece)
        {
            Rounds++;
            for (int i = count - 1; i >= 0; i--)
            {
                piece(i);
            }
        }
    }
}
