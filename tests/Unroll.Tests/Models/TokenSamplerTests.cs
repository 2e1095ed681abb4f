using Unroll.Models;

namespace Unroll.Tests.Models;

public class TokenSamplerTests
{
    private static readonly float[] _logits = [1.5f, -0.5f, 0.25f, 2f, 0f];

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(2f)]
    public void Tokens_come_as_often_as_the_softmax_of_the_logits_by_the_temperature_says(float temperature)
    {
        double[] weights = [.. _logits.Select(logit => Math.Exp(logit / temperature))];
        int[] counts = Counts(new() { Temperature = temperature, Seed = 7 }, 20_000);
        for (int token = 0; token < counts.Length; token++)
        {
            Assert.InRange(counts[token] / 20_000.0, (weights[token] / weights.Sum()) - 0.012, (weights[token] / weights.Sum()) + 0.012);
        }
    }

    [Fact]
    public void Temperature_zero_takes_the_most_probable_token() =>
        Assert.Equal([0, 0, 0, 500, 0], Counts(new() { Temperature = 0 }, 500));

    [Fact]
    public void Top_k_draws_from_the_most_probable_tokens_in_their_proportions()
    {
        int[] counts = Counts(new() { TopK = 2, Seed = 3 }, 20_000);

        Assert.Equal([0, 0, 0], (int[])[counts[1], counts[2], counts[4]]);
        Assert.InRange(counts[3] / 20_000.0, (1 / (1 + Math.Exp(-0.5))) - 0.012, (1 / (1 + Math.Exp(-0.5))) + 0.012);
    }

    [Theory]
    [InlineData(0.5f, 1)] // Token 3 alone has a half.
    [InlineData(0.55f, 2)]
    [InlineData(0.85f, 3)]
    [InlineData(1f, 5)]
    public void Top_p_draws_from_the_smallest_set_with_that_probability(float share, int expected)
    {
        double[] probabilities = [0.25, 0.05, 0.15, 0.5, 0.05];
        TokenSampler sampler = new(new() { TopP = share, Seed = 5 });
        float[] logits = [.. probabilities.Select(probability => (float)Math.Log(probability))];

        int[] drawn = [.. Enumerable.Range(0, 2000).Select(_ => sampler.Next(logits)).Distinct()];

        Assert.Equal(expected, drawn.Length);
        Assert.Contains(3, drawn);
    }

    [Fact]
    public void The_penalty_divides_positive_and_multiplies_negative_logits_of_tokens_within_the_window()
    {
        // Token 3 (2.0) becomes 0.5 once it was drawn, then token 0 (1.5) becomes 0.375, until it is out of the window.
        TokenSampler sampler = new(new() { Temperature = 0, RepetitionPenalty = 4, RepetitionWindow = 2 });

        Assert.Equal([3, 0, 3, 3, 0], Enumerable.Range(0, 5).Select(_ => sampler.Next([1.5f, -1f, 0.1f, 2f])));

        TokenSampler negative = new(new() { Temperature = 0, RepetitionPenalty = 4 });
        negative.Remember(0);
        Assert.Equal(1, negative.Next([-1f, -2f]));
    }

    [Fact]
    public void Excluded_tokens_and_those_of_probability_zero_never_come()
    {
        TokenSampler sampler = new(new() { Excluded = [3, 0], Seed = 2 });

        int[] drawn = [.. Enumerable.Range(0, 1000).Select(_ => sampler.NextOfProbabilities([0.2f, 0, 0.3f, 0.3f, 0.2f])).Distinct()];

        Assert.Equal([2, 4], drawn.Order());
    }

    [Fact]
    public void Probabilities_and_their_logarithms_give_the_same_tokens_and_another_seed_others()
    {
        float[] probabilities = [0.1f, 0.2f, 0.3f, 0.4f];
        float[] logits = [.. probabilities.Select(probability => MathF.Log(probability))];
        int[] Draw(ulong seed, bool ofLogits)
        {
            TokenSampler sampler = new(new() { Temperature = 0.9f, TopK = 3, TopP = 0.95f, RepetitionPenalty = 1.1f, Seed = seed });
            return [.. Enumerable.Range(0, 200).Select(_ => ofLogits ? sampler.Next(logits) : sampler.NextOfProbabilities(probabilities))];
        }

        Assert.Equal(Draw(1, true), Draw(1, false));
        Assert.NotEqual(Draw(1, true), Draw(2, true));
    }

    [Fact]
    public void What_cannot_be_drawn_from_is_refused()
    {
        TokenSampler sampler = new();

        Assert.Contains("Token 1", Assert.Throws<ArgumentException>(() => sampler.Next([0f, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sampler.NextOfProbabilities([0f, 0f]));
        Assert.Throws<ArgumentException>(() => sampler.NextOfProbabilities([0.5f, -0.5f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSamplerOptions { TopP = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSamplerOptions { Temperature = -1 });
    }

    private static int[] Counts(TokenSamplerOptions options, int draws)
    {
        TokenSampler sampler = new(options);
        int[] counts = new int[_logits.Length];
        for (int i = 0; i < draws; i++)
        {
            counts[sampler.Next(_logits)]++;
        }

        return counts;
    }
}
