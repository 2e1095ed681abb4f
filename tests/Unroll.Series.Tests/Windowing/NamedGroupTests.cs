using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Splits whose groups are named.</summary>
public sealed class NamedGroupTests
{
    private static readonly string[] _speakers = ["ada", "bea", "cyd", "dot"];

    [Fact]
    public void Named_groups_are_the_parts_and_shares_divide_the_others()
    {
        ItemSplit named = GroupSplit.ByNames(Set(), "speaker", new(["bea"], ["dot"]), new SplitShares(1, 0, 0));
        ItemSplit shared = GroupSplit.ByNames(Set(), "index", new([], ["0", "4"]), new SplitShares(0.5, 0.5, 0));

        Assert.Equal(["ada", "cyd"], SpeakersOf(named.Training));
        Assert.Equal(["bea"], SpeakersOf(named.Validation));
        Assert.Equal(["dot"], SpeakersOf(named.Test));
        Assert.Equal(12, named.Training.Count);
        Assert.All(shared.Test, item => Assert.Contains(item % 6, (int[])[0, 4]));
        Assert.Equal(8, shared.Test.Count);
        Assert.Equal([8, 8], new[] { shared.Training.Count, shared.Validation.Count });
        Assert.Empty(shared.Training.Select(item => item % 6).Intersect(shared.Validation.Select(item => item % 6)));
    }

    [Fact]
    public void A_group_that_is_not_there_is_told_with_those_that_are()
    {
        InputException error = Assert.Throws<InputException>(
            () => GroupSplit.ByNames(Set(), "speaker", new([], ["dora"]), new SplitShares(1, 0, 0)));

        Assert.Contains("There are: ada, bea, cyd, dot", error.Message, StringComparison.Ordinal);
        Assert.Equal("split.test-groups", error.Field);
    }

    [Fact]
    public void No_group_is_of_two_parts_and_no_part_has_names_and_a_share()
    {
        InputException both = Assert.Throws<InputException>(
            () => GroupSplit.ByNames(Set(), "speaker", new(["bea"], ["bea"]), new SplitShares(1, 0, 0)));
        InputException share = Assert.Throws<InputException>(
            () => GroupSplit.ByNames(Set(), "speaker", new(["bea"], []), new SplitShares(0.5, 0.25, 0.25)));

        Assert.Contains("'bea' is named in the validation and in the test part", both.Message, StringComparison.Ordinal);
        Assert.Contains("a share of 0.25 is asked for, too", share.Message, StringComparison.Ordinal);
        Assert.Equal("split.validation", share.Field);
    }

    [Fact]
    public void Groups_are_the_texts_or_numbers_of_a_covariate()
    {
        Assert.Equal(["ada", "ada"], GroupSplit.GroupsOf(Set(), "speaker").Take(2));
        Assert.Equal(["0", "1", "2"], GroupSplit.GroupsOf(Set(), "index").Take(3));
    }

    private static string[] SpeakersOf(IReadOnlyList<int> items) => [.. items.Select(item => _speakers[item / 6]).Distinct()];

    /// <summary>Six series of each speaker, as readers make covariates of texts and numbers.</summary>
    private static SeriesSet Set() => new(
        [.. Enumerable.Range(0, 24).Select(i => new SeriesItem($"{i}", new Frame(TimeIndex.Numbered(1), ["x"], [[i]]))
        {
            StaticCovariates = [.. _speakers.Select((_, speaker) => i / 6 == speaker ? 1.0 : 0), i % 6],
        })],
        [.. _speakers.Select(name => $"speaker={name}"), "index"]);
}
