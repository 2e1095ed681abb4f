using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Numbers with a unit beside them, the same in all cells of a column.</summary>
public sealed class NumberUnitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("12.3 %|-4 %|5.25 %", "%", new double[] { 12.3, -4, 5.25 })] // as it is written: no hundredth part
    [InlineData("50%|60%|70%", "%", new double[] { 50, 60, 70 })]
    [InlineData("€ 12.50|€ -1.25|-€ 3", "€", new double[] { 12.5, -1.25, -3 })]
    [InlineData("\"$1,200.00\"|$7|-$7.50", "$", new double[] { 1200, 7, -7.5 })]
    [InlineData("12.3 kWh|\"1,012.3 kWh\"|−2 kWh", "kWh", new double[] { 12.3, 1012.3, -2 })]
    [InlineData("EUR 5|EUR 6|EUR 7", "EUR", new double[] { 5, 6, 7 })]
    [InlineData("1 200 m³/s|2 300 m³/s|5 m³/s", "m³/s", new double[] { 1200, 2300, 5 })]
    [InlineData("21.5°C|-3.5 °C|4\u00A0°C", "°C", new double[] { 21.5, -3.5, 4 })]
    [InlineData("1e3 Hz|2.5e-1 Hz|3 Hz", "Hz", new double[] { 1000, 0.25, 3 })]
    [InlineData("0.0 mm|0.0 mm|0.0 mm", "mm", new double[] { 0, 0, 0 })] // no rain
    public void A_unit_throughout_is_taken_off(string cells, string unit, double[] expected)
    {
        string path = _folder.Write("units.csv", Text(cells));
        Assert.Equal(expected, CsvFrameReader.Read(path).Column("a").ToArray());
        CsvColumnFormat column = CsvFormat.Detect(path).Columns[1];
        Assert.Equal((CsvColumnKind.Number, unit), (column.Kind, column.Unit));

        // What is named as categories stays what it is.
        Assert.NotNull(CsvFrameReader.Read(path, new() { CategoryColumns = ["a"] }).Categories("a"));
    }

    [Theory]
    [InlineData("12 kWh|13 MWh|14 kWh")]
    [InlineData("12 kWh|unknown|14 kWh")]
    [InlineData("A1|A2|A3")] // names, not numbers
    [InlineData("5G|5G|5G")]
    [InlineData("6 AM|7 AM|8 AM")]
    [InlineData("06:00|07:00|08:00")]
    [InlineData("1/2|3/2|5/2")]
    [InlineData("4th|5th|6th")]
    [InlineData("24 Dec|25 Dec|26 Dec")]
    public void Other_texts_stay_categories(string cells)
    {
        string path = _folder.Write("texts.csv", Text(cells));
        Assert.NotNull(CsvFrameReader.Read(path).Categories("a"));
        Assert.Null(CsvFormat.Detect(path).Columns[1].Unit);
    }

    [Fact]
    public void Decimal_commas_are_found_behind_units()
    {
        Frame frame = Read("Datum;Verbrauch;Anteil\n01.01.2017;1.234,5 kWh;12,5 %\n02.01.2017;987,25 kWh;13,25 %\n03.01.2017;;14 %\n");
        Assert.Equal([1234.5, 987.25, double.NaN], frame.Column("Verbrauch").ToArray());
        Assert.Equal([12.5, 13.25, 14], frame.Column("Anteil").ToArray());
    }

    [Theory]
    [InlineData("12.5")]
    [InlineData("12.5 MWh")]
    [InlineData("kWh")]
    [InlineData("--12.5 kWh")]
    public void Another_unit_further_down_is_refused(string cell)
    {
        string rows = string.Concat(
            Enumerable.Range(0, 1_200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 8.0} kWh\n")));
        string message = Assert.Throws<InputException>(() => Read("a\n" + rows + cell + "\n")).Message;
        Assert.Contains($"line 1202, column 'a': got '{cell}', expected a number such as 1380.52 kWh", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_static_and_a_measurement_may_have_a_unit()
    {
        SeriesSet set = CsvFrameReader.ReadSet(
            _folder.Write(
                "long.csv", "id,weight,depth,value\np,70 kg,10 cm,1 %\np,70 kg,20 cm,2 %\nq,80.5 kg,10 cm,3 %\nq,80.5 kg,20 cm,4 %\n"),
            new() { IdColumns = ["id"], StaticColumns = ["weight"], VariableColumn = "depth", ValueColumn = "value" });
        Assert.Equal(["10 cm", "20 cm"], set.ColumnNames);
        Assert.Equal([80.5], set[1].StaticCovariates);
        Assert.Equal([4.0], set[1].Frame.Column("20 cm").ToArray());
    }

    [Fact]
    public void The_minus_of_typesetting_is_a_minus()
    {
        Assert.Equal([1, -2.5, -1200, 0.01], Read("a\n1\n\u22122.5\n\"\u22121,200\"\n1e\u22122\n").Column("a").ToArray());
        Assert.Equal([-1.5, -2.25], Read("a;b\n\u22121,5;1\n\u22122,25;2\n").Column("a").ToArray());
    }

    [Fact]
    public void With_any_unit_a_number_is_the_one_without() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Generator.Where(value => float.IsFinite((float)value)).NonEmptyListOf().ToArbitrary(),
        Gen.Elements("{0} %", "{0}%", "$ {0}", "€{0}", "{0} kWh", "{0}\u00A0m²", "US${0}", "{0} µg/m³", "CHF {0}").ToArbitrary(),
        (values, unit) =>
        {
            // Two different numbers at least: one text throughout may be a name.
            string[] numbers = [.. values.Prepend(1.5).Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
            double[] plain = Read("a,b\n" + string.Concat(numbers.Select(number => $"{number},x\n"))).Column("a").ToArray();
            double[] read =
                Read("a,b\n" + string.Concat(numbers.Select(number => $"{string.Format(CultureInfo.InvariantCulture, unit, number)},x\n")))
                    .Column("a").ToArray();
            return plain.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(read.Select(BitConverter.DoubleToInt64Bits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    private static string Text(string cells) => "date,a\n"
        + string.Concat(cells.Split('|').Select((cell, i) => $"2017-01-{i + 1:00},{cell}\n"));

    private Frame Read(string text) => CsvFrameReader.Read(_folder.Write("read.csv", text));
}
