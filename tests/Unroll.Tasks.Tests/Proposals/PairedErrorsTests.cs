using Unroll.Tasks.Proposals;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>The rule by which a candidate takes the place of another.</summary>
public class PairedErrorsTests
{
    [Fact]
    public void Ties_keep_the_place() => Assert.False(PairedErrors.AreClearlyLess([1, 2, 0, 3], [1, 2, 0, 3]));

    [Fact]
    public void More_than_a_standard_error_of_the_differences_takes_it()
    {
        // Differences 1, 1, 1 and 3: mean 1.5, standard error √(1 / 4) = 0.5.
        Assert.True(PairedErrors.AreClearlyLess([1, 1, 1, 1], [2, 2, 2, 4]));

        // Differences 4, −3, 4 and −3: mean 0.5, standard error √(49 / 3 / 4) = 2.02.
        Assert.False(PairedErrors.AreClearlyLess([1, 5, 1, 5], [5, 2, 5, 2]));
        Assert.False(PairedErrors.AreClearlyLess([2, 2, 2, 4], [1, 1, 1, 1]));
    }

    [Fact]
    public void Errors_of_other_samples_are_compared_by_their_means()
    {
        Assert.True(PairedErrors.AreClearlyLess([1, 1], [2, 2, 2]));
        Assert.False(PairedErrors.AreClearlyLess([2], [2, 2, 2]));
    }
}
