using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Tables in other scripts: their encodings, and how numbers are grouped.</summary>
public sealed class CsvScriptsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Digits_within_texts_stay()
    {
        string path = _folder.Write("texts.csv", "date,place,x\n" + string.Concat(Enumerable.Range(1, 9).Select(
            i => $"2020-01-0{i},第{(char)('０' + i)}工場,\"{i}\"\n")));
        Assert.Equal("第１工場", CsvFrameReader.Read(path).Categories("place")![0]);
    }

    [Fact]
    public void Numbers_in_groups_as_in_India_are_no_texts()
    {
        string path = _folder.Write("india.csv", "Date,Sales\n" + string.Concat(Enumerable.Range(1, 28).Select(
            i => $"{i:00}-Jan-2019,\"1,{i + 10},862.22\"\n")));
        Assert.Null(PairProfile.Find(path));
        Assert.Equal(111862.22, CsvFrameReader.Read(path).Column("Sales")[0]);
    }

    [Fact]
    public void Dates_of_two_spellings_are_pairs()
    {
        string path = _folder.Write("dates.csv", "written,iso\n" + string.Concat(Enumerable.Range(1, 28).Select(
            i => $"the {i}th of May,2019-05-{i:00}\n")));
        Assert.NotNull(PairProfile.Find(path));
    }

    [Theory]
    [InlineData(932, "年月日,平均気温(℃),天気")]
    [InlineData(932, "データ日付,センサーA,アラーム")]
    [InlineData(51932, "年月日,売上の合計,メモ")]
    [InlineData(936, "日期,销量,温度")]
    [InlineData(936, "时间,开盘价,成交量")]
    [InlineData(950, "日期,成交金額,備註")]
    [InlineData(949, "날짜,매출,기온")]
    [InlineData(949, "일시,지점명,습도(%)")]
    [InlineData(20866, "Дата;Продажи;Температура")]
    [InlineData(1251, "Дата;Продажи;Температура")]
    [InlineData(1251, "ДАТА;ПРОДАЖИ;Цена")]
    [InlineData(1252, "Straße;Größe;Fußgänger")]
    [InlineData(1252, "Année;Température à l'intérieur;Créé")]
    [InlineData(1252, "År;Måned;Beløb på øen")]
    [InlineData(1252, "Año;Población;Niño")]
    [InlineData(1252, "Tag;ÄÖÜß;Maß")]
    public void Encodings_are_told_by_what_makes_sense(int page, string header)
    {
        char delimiter = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        string path = _folder.In("page.csv");
        File.WriteAllBytes(path, CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(
            header + "\n" + string.Join(delimiter, header.Split(delimiter).Select((_, i) => $"{i}")) + "\n"));
        Assert.Equal(header.Split(delimiter), CsvFormat.Detect(path).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Numbers_filled_up_with_blanks_in_quotes_are_numbers()
    {
        string path = _folder.Write("ghcn.csv", "\"STATION\",\"DATE\",\"TMAX\",\"FLAG\"\n" + string.Concat(Enumerable.Range(1, 28).Select(
            i => $"\"USW1\",\"2019-01-{i:00}\",\"{i - 9,5}\",\",,W\"\n")));
        Frame frame = CsvFrameReader.Read(path);
        Assert.Equal(Enumerable.Range(-8, 28).Select(value => (double)value), frame.Column("TMAX").ToArray());
        Assert.Null(frame.Categories("TMAX"));
    }

    [Fact]
    public void Parts_of_stamps_without_names_are_joined_where_the_first_is_named()
    {
        string path = _folder.Write("silso.csv", string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{1940 + (i / 12)};{1 + (i % 12):00};{i * 37 % 101}\n")));
        string time = CsvFormat.Detect(path).TimeColumn!;
        Frame frame = CsvFrameReader.Read(path, new() { TimeColumn = time });
        Assert.Equal(new DateTime(1944, 12, 1), frame.Time[59]);
    }
}
