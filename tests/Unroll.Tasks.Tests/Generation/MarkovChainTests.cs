using Unroll.Tasks.Generation;

namespace Unroll.Tasks.Tests.Generation;

public class MarkovChainTests
{
    [Fact]
    public void Orders_are_interpolated_as_worked_out_by_hand()
    {
        // a b a b a c over {a, b, c, d}: a 3 of 6, 3 types; after a: b 2, c 1, 2 types.
        MarkovChain chain = MarkovChain.Fit([0, 1, 0, 1, 0, 2], 4);
        double b = (2 + (3 * 0.25)) / 9;
        double d = 3 * 0.25 / 9;

        Assert.Equal(-Math.Log(b), chain.NegativeLogLikelihoods([0], [1], 0)[0], 12);
        Assert.Equal(-Math.Log((2 + (2 * b)) / 5), chain.NegativeLogLikelihoods([0], [1], 0)[1], 12);
        Assert.Equal(-Math.Log(2 * d / 5), chain.NegativeLogLikelihoods([0], [3], 0)[1], 12);
        Assert.Equal(-Math.Log(d), chain.NegativeLogLikelihoods([3], [3], 0)[5], 12);
    }

    [Fact]
    public void The_probabilities_of_all_tokens_add_up_to_one_in_every_order()
    {
        RandomStream random = new(4);
        int[] text = [.. Enumerable.Range(0, 3000).Select(_ => random.NextInt32(3) * random.NextInt32(4))];
        MarkovChain chain = MarkovChain.Fit(text, 12);
        foreach (int start in (int[])[7, 100, 2000])
        {
            int[] context = text[start..(start + 6)];
            double[][] likelihoods = [.. Enumerable.Range(0, 12).Select(token => chain.NegativeLogLikelihoods(context, [token], 0))];
            for (int order = 0; order <= MarkovChain.HighestOrder; order++)
            {
                Assert.Equal(1, likelihoods.Sum(sums => Math.Exp(-sums[order])), 10);
            }
        }
    }

    [Fact]
    public void A_chain_of_the_order_of_a_text_beats_lower_ones_and_higher_ones_do_little_harm()
    {
        // A chain of order 2: the next token is nine times out of ten the sum of the last two.
        RandomStream random = new(1);
        List<int> text = [1, 2];
        for (int i = 0; i < 40_000; i++)
        {
            text.Add(random.NextInt32(10) == 0 ? random.NextInt32(8) : (text[^1] + text[^2]) % 8);
        }

        double[] nats = [.. MarkovChain.Fit([.. text[..30_000]], 8).NegativeLogLikelihoods([], [.. text[30_000..]], 0)
            .Select(sum => sum / (text.Count - 30_000))];

        double entropy = -(0.9125 * Math.Log(0.9125)) - (7 * 0.0125 * Math.Log(0.0125));
        Assert.InRange(nats[2], entropy - 0.02, entropy + 0.02);
        Assert.All([0, 1], order => Assert.InRange(nats[order], 1.9, 2.2));
        Assert.InRange(nats[5], nats[2], nats[2] + 0.25);
    }

    [Fact]
    public void What_is_saved_predicts_alike_and_has_fewer_orders_where_there_are_too_many_n_grams()
    {
        RandomStream random = new(9);
        int[] small = [.. Enumerable.Range(0, 5000).Select(_ => random.NextInt32(6))];
        int[] large = [.. Enumerable.Range(0, 60_000).Select(_ => random.NextInt32(500))];

        MarkovChain chain = MarkovChain.Fit(small, 6), restored = MarkovChain.FromText(chain.ToText());
        Assert.Equal(chain.NegativeLogLikelihoods([], small.AsSpan(0, 300), 0), restored.NegativeLogLikelihoods([], small.AsSpan(0, 300),
            0));
        MarkovChain wide = MarkovChain.Fit(large, 500), short_ = MarkovChain.FromText(wide.ToText());
        Assert.Equal(1, short_.Order);
        Assert.Equal(wide.NegativeLogLikelihoods([], large.AsSpan(0, 300), 0)[..2], short_.NegativeLogLikelihoods([], large.AsSpan(0,
            300), 0));
        Assert.Throws<InputException>(() => MarkovChain.FromText("AAAA"));
    }
}
