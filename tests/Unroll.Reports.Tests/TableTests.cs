using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>Tables of cells as a reader sees them.</summary>
public class TableTests
{
    [Fact]
    public void Words_begin_at_the_left_and_numbers_and_times_end_at_the_right()
    {
        Page page = new(RunFixture.Run(new TableSection(
            "Cells",
            [new("Id"), new("Written"), new("p-value"), new("From"), new("Count"), new("Mixed")],
            [["a", "the third of May", "1.8E-07", "2014-01-01 04:30", 3, "none"], ["b", null, "0.019", "2014-01-02", 4, 5.5]])));

        Assert.Equal(["Written"], page.Document.QuerySelectorAll("th.words").Select(head => head.TextContent));
        Assert.Equal(["the third of May", "–"], page.Document.QuerySelectorAll("td.words").Select(cell => cell.TextContent));
    }
}
