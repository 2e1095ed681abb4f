namespace Unroll.Series.Tests.Reading;

public sealed class MutationTests
{
    [Fact]
    public void A_seed_gives_the_same_file_and_most_seeds_spoil_it()
    {
        byte[] original = "date,load,wind\n2017-01-01,1.5,2\n2017-01-02,3,4\n"u8.ToArray();
        int changed = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            byte[] mutated = Mutation.Of(original, seed);
            Assert.Equal(mutated, Mutation.Of(original, seed));
            changed += mutated.AsSpan().SequenceEqual(original) ? 0 : 1;
        }

        Assert.InRange(changed, 900, 1000);
        Assert.NotNull(Mutation.Of([], 7));
    }
}
