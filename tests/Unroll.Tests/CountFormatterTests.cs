
namespace Unroll.Tests;

/// <summary>Counts with their nouns.</summary>
public sealed class CountFormatterTests
{
    [Theory]
    [InlineData(0, "windows", "0 windows")]
    [InlineData(1, "windows", "1 window")]
    [InlineData(2, "windows", "2 windows")]
    [InlineData(1, "series", "1 series")]
    [InlineData(1, "classes", "1 class")]
    [InlineData(1, "categories", "1 category")]
    [InlineData(1, "boxes", "1 box")]
    [InlineData(1, "batches", "1 batch")]
    [InlineData(1, "values", "1 value")]
    [InlineData(1, "more columns", "1 more column")]
    [InlineData(1, "tokens of a text", "1 token of a text")]
    [InlineData(2, "tokens of a text", "2 tokens of a text")]
    [InlineData(1, "values of the first column", "1 value of the first column")]
    [InlineData(1, "tokens (end and unknown ones included)", "1 token (end and unknown ones included)")]
    [InlineData(1, "dashes", "1 dash")]
    [InlineData(1234567, "rows", "1,234,567 rows")]
    public void The_noun_is_singular_only_beside_one(long count, string plural, string expected) =>
        Assert.Equal(expected, CountFormatter.Format(count, plural));

    [Theory]
    [InlineData(1, "leaves", "leaf", "1 leaf")]
    [InlineData(2, "leaves", "leaf", "2 leaves")]
    [InlineData(1, "indices", "index", "1 index")]
    public void A_singular_that_no_rule_gives_is_told(long count, string plural, string singular, string expected) =>
        Assert.Equal(expected, CountFormatter.Format(count, plural, singular));
}
