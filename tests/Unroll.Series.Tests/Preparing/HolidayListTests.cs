using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public sealed class HolidayListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read()
    {
        HolidayList list = HolidayList.Read(_folder.Write(
            "swiss.csv",
            "date,name,weight\n2025-08-01,National Day,1\n2025-01-02,\"Berchtold's Day, some cantons\",0.5\n2026-08-01,National Day,1\n"));
        Assert.Equal(3, list.All.Count);
        Assert.Equal(1, list.WeightOf(new DateOnly(2025, 8, 1)));
        Assert.Equal(0.5, list.WeightOf(new DateOnly(2025, 1, 2)));
        Assert.Equal(0, list.WeightOf(new DateOnly(2025, 8, 2)));
        Assert.Equal(0, list.WeightOf(new DateOnly(2030, 8, 1)));
        Assert.Single(list.ForYear(2026));
        Assert.Contains(list.All, holiday => holiday.Name == "Berchtold's Day, some cantons");
    }

    [Fact]
    public void Without_a_column_of_weights_each_holiday_weighs_1() =>
        Assert.Equal(1, HolidayList.Read(_folder.Write("list.csv", "date,name\n2025-08-01,National Day\n")).WeightOf(
            new DateOnly(2025, 8, 1)));

    [Theory]
    [InlineData("", "holidays.csv", "date,name,weight")]
    [InlineData("date,name,weight\n", "holidays.csv", "date,name,weight")]
    [InlineData("2025-08-01,National Day,1\n2026-08-01,National Day,1\n", "holidays.csv", "date,name,weight")]
    [InlineData("date,name,weight\n2025-08-01,A,1\n01.08.2026,B,1\n", "line 3", "'01.08.2026'")]
    [InlineData("date,name,weight\n2025-02-29,A,1\n", "line 2", "'2025-02-29'")]
    [InlineData("date,name,weight\n2025-08-01,A,much\n", "line 2", "'much'")]
    [InlineData("date,name,weight\n2025-08-01,A,-1\n", "line 2", "'-1'")]
    public void A_wrong_file_is_told_with_its_place(string text, string place, string got)
    {
        InputException exception = Assert.Throws<InputException>(() => HolidayList.Read(_folder.Write("holidays.csv", text)));
        Assert.Contains("holidays.csv", exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.Contains(got, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told() => Assert.Contains(
        "nowhere.csv", Assert.Throws<InputException>(() => HolidayList.Read(Path.Combine(_folder.Path, "nowhere.csv"))).Message,
            StringComparison.Ordinal);
}
