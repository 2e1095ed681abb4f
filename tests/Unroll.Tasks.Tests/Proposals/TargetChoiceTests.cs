using System.Globalization;
using Unroll.Tasks.Proposals;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>The column that a proposal forecasts where none is named.</summary>
public class TargetChoiceTests
{
    [Theory]
    [InlineData("Date,Open,Close*,Adj Close**,Volume", "Close*")]
    [InlineData("Date,Close/Last,Volume,Open", "Close/Last")]
    [InlineData("Date,Close AAPL,High AAPL,Volume AAPL", "Close AAPL")]
    [InlineData("Date,Price,Open,High", "Price")]
    [InlineData("Date,USAGE,COST,OTHER", "USAGE")]
    [InlineData("Date,a,Load (kW),b", "Load (kW)")]
    [InlineData("Date,b,c,a", "a")]
    public void A_name_with_a_unit_or_a_note_is_that_of_a_target(string header, string target)
    {
        using TemporaryFolder folder = new();
        int columns = header.Count(character => character == ',');
        DateTime start = new(2020, 1, 1);
        string rows = string.Concat(Enumerable.Range(0, 60).Select(row => $"{Day(start.AddDays(row))}{Numbers(row, columns)}\n"));
        Assert.Equal(target, RecipeProposal.ForFile(folder.Write("prices.csv", $"{header}\n{rows}")).Target);
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Numbers(int row, int columns) =>
        string.Concat(Enumerable.Range(1, columns).Select(i => FormattableString.Invariant($",{(row * i % 7) + 0.5}")));
}
