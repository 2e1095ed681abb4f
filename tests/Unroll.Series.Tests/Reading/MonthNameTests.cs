using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class MonthNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1. Januar 2020|2. März 2020|3. Mai 2020|1. Dezember 2020", "01-01|03-02|05-03|12-01")]
    [InlineData("1 janv. 2020|2 févr. 2020|4 août 2020|5 déc. 2020", "01-01|02-02|08-04|12-05")]
    [InlineData("1 de enero de 2020|2 de marzo de 2020|3 de diciembre de 2020", "01-01|03-02|12-03")]
    [InlineData("1 января 2020|2 февраля 2020|31 декабря 2020", "01-01|02-02|12-31")]
    [InlineData("1 stycznia 2020|2 lutego 2020|12 października 2020", "01-01|02-02|10-12")]
    [InlineData("січень 2020|лютий 2020|листопад 2020", "01-01|02-01|11-01")]
    [InlineData("1 лис 2020|1 гру 2020|2 гру 2020", "11-01|12-01|12-02")]
    [InlineData("jan/2020|fev/2020|abr/2020|out/2020", "01-01|02-01|04-01|10-01")]
    [InlineData("01-mrt-2020|02-mei-2020|03-okt-2020", "03-01|05-02|10-03")]
    [InlineData("1 Ocak 2020|1 Şubat 2020|1 Ağustos 2020", "01-01|02-01|08-01")]
    [InlineData("gen 2020|mag 2020|ott 2020", "01-01|05-01|10-01")]
    [InlineData("1 ianuarie 2020|1 iulie 2020|1 noiembrie 2020", "01-01|07-01|11-01")]
    [InlineData("1 ledna 2020|2 června 2020|3 července 2020|4 prosince 2020", "01-01|06-02|07-03|12-04")]
    [InlineData("1 marts 2020|2 maj 2020|3 augusti 2020|4 desember 2020", "03-01|05-02|08-03|12-04")]
    [InlineData("1. tammikuuta 2020|2. toukokuuta 2020|1 lokakuu 2020", "01-01|05-02|10-01")]
    [InlineData("január 2020|március 2020|október 2020", "01-01|03-01|10-01")]
    [InlineData("1 Μαΐου 2020|2 Αυγούστου 2020", "05-01|08-02")]
    public void Months_are_read_by_their_names(string stamps, string days)
    {
        string text = "when;y\n" + string.Concat(stamps.Split('|').Select(stamp => $"{stamp};1\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("names.csv", text));
        Assert.Equal(days.Split('|').Select(day => $"2020-{day}"), Enumerable.Range(0, frame.RowCount).Select(frame.Time.Text));
    }

    [Fact]
    public void Columns_of_one_name_matter_only_where_they_are_used()
    {
        string path = _folder.Write("twice.csv", "date,y,x,x,y2\n2020-01-01,1,2,3,4\n2020-01-02,1,2,3,4\n");
        Assert.Equal(["y"], CsvFrameReader.Read(path, new() { Columns = ["y"] }).ColumnNames);
        Assert.Equal(["y", "x (3)", "x (4)", "y2"], CsvFrameReader.Read(path).ColumnNames);
        Assert.Equal([3.0, 3.0], CsvFrameReader.Read(path, new() { Columns = ["x (4)"] }).Column("x (4)").ToArray());
        Assert.Contains(
            "2 columns named 'x'", Assert.Throws<InputException>(() => CsvFrameReader.Read(path, new() { Columns = ["x"] })).Message,
            StringComparison.Ordinal);
    }
}
