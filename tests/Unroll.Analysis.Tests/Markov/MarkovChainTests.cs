using Unroll.Analysis.Markov;

namespace Unroll.Analysis.Tests.Markov;

public class MarkovChainTests
{
    private static readonly MarkovChain _weather =
        new([0.2, 0.3, 0.5], new[,] { { 0.9, 0.075, 0.025 }, { 0.15, 0.8, 0.05 }, { 0.25, 0.25, 0.5 } });

    [Fact]
    public void The_stationary_distribution_stays_as_it_is()
    {
        double[] stationary = _weather.StationaryDistribution();

        Near.Equal([0.625, 0.3125, 0.0625], stationary, 1e-14);
        Near.Equal(stationary, _weather.After(stationary, 1), 1e-14);
        Near.Equal(stationary, _weather.After([0, 0, 1], 200), 1e-12);
        Assert.Equal(10, _weather.Durations[0], 1e-12);
    }

    [Fact]
    public void Digits_are_kept_where_states_are_all_but_left()
    {
        const double Rare = 1e-13;
        MarkovChain chain = new([1, 0], new[,] { { 1 - Rare, Rare }, { 2 * Rare, 1 - (2 * Rare) } });
        double exact = 2.0 / 3;

        Assert.Equal(exact, chain.StationaryDistribution()[0], 1e-12);
    }

    [Fact]
    public void States_that_are_passed_through_have_no_share()
    {
        double[] shares = new MarkovChain([1, 0, 0], new[,] { { 0.5, 0.25, 0.25 }, { 0, 0.5, 0.5 }, { 0, 1, 0 } }).StationaryDistribution();

        Near.Equal([0, 2.0 / 3, 1.0 / 3], shares, 1e-14);
        MarkovChain divided = new([1, 0, 0], new[,] { { 0, 0.5, 0.5 }, { 0, 1, 0 }, { 0, 0, 1 } });
        Assert.Contains("{1} and {2}", Assert.Throws<InputException>(divided.StationaryDistribution).Message);
        Assert.False(divided.IsIrreducible);
        Assert.True(_weather.IsIrreducible);
    }

    [Fact]
    public void Estimates_of_a_long_path_come_near_to_the_chain()
    {
        int[] path = _weather.Simulate(50_000, new Random(1));
        MarkovChain found = MarkovChain.Fit(path);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(_weather.Transitions[i, j], found.Transitions[i, j], 4 * found.StandardErrors![i, j]);
            }
        }

        Assert.True(found.LogLikelihood(path) >= _weather.LogLikelihood(path) - 2);
    }

    [Fact]
    public void Estimates_are_the_shares_of_what_came_after()
    {
        MarkovChain chain = MarkovChain.Fit([0, 1, 1, 0, 1, 2]);

        Assert.Equal([0, 1, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0, 1], chain.Transitions.Cast<double>());
        Assert.Equal(0.4, MarkovChain.Fit([0, 1, 1, 0, 1, 2], pseudocount: 1).Transitions[0, 2] * 2, 1e-15);
        Assert.Throws<InputException>(() => MarkovChain.Fit([]));
        Assert.Contains("-1", Assert.Throws<InputException>(() => MarkovChain.Fit([0, -1])).Message);
        Assert.Throws<ArgumentException>(() => new MarkovChain([0.5, 0.4], new[,] { { 1.0, 0 }, { 0, 1 } }));
    }
}
