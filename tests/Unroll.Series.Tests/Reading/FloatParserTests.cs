using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public class FloatParserTests
{
    [Theory]
    [InlineData("1.0000000596046448", "1.0000001")] // the double is exactly halfway between 1 and 1.0000001, its shortest text just above
    [InlineData("1.0000000596046447", "1.0000001")] // the same double, so the same double
    [InlineData("-1.0000000596046448", "-1.0000001")]
    [InlineData("1069.1840000000002", "1069.184")]
    [InlineData("16777217", "16777216")] // a whole number that is halfway: to the even one
    [InlineData("16777219", "16777220")]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("1e-45", "1E-45")]
    [InlineData("3.4028235e38", "3.4028235E+38")]
    public void Text_and_the_double_of_a_database_give_the_same_float(string text, string expected)
    {
        Assert.True(FloatParser.TryParse(text, out double fromText));
        Assert.Equal(expected, fromText.ToString("R", CultureInfo.InvariantCulture));
        Assert.True(FloatParser.TryParse(Encoding.UTF8.GetBytes(text), out double fromBytes));
        Assert.Equal(fromText, fromBytes);
        Assert.True(new NumberParser('.').TryParse(Encoding.UTF8.GetBytes(text), out double fromTable));
        Assert.Equal(fromText, fromTable);
        Assert.Equal(fromText, FloatParser.Of(double.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_number_gives_the_float_that_its_shortest_text_does() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Filter(double.IsFinite),
        value => BitConverter.SingleToInt32Bits(FloatParser.Of(value))
            == BitConverter.SingleToInt32Bits(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Doubles_around_the_middle_of_two_floats_round_as_their_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Filter(value => double.IsFinite(value) && double.IsFinite(MathF.BitIncrement(value))),
        low =>
        {
            double middle = ((double)low + MathF.BitIncrement(low)) / 2;
            return new[] { middle, Math.BitIncrement(middle), Math.BitDecrement(middle) }.All(value =>
                FloatParser.Of(value) == double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_table_gives_the_float_that_a_database_does() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Filter(value => double.IsFinite(value) && double.IsFinite(MathF.BitIncrement(value))),
        low => new[] { "R", "G17", "E20", "F6" }.All(format =>
        {
            string text = (((double)low + MathF.BitIncrement(low)) / 2).ToString(format, CultureInfo.InvariantCulture);
            return new NumberParser('.').TryParse(Encoding.UTF8.GetBytes(text), out double fromTable)
                && fromTable.Equals(FloatParser.Of(double.Parse(text, CultureInfo.InvariantCulture)));
        })).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("high")]
    [InlineData("1e39")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    public void What_is_no_finite_float_is_refused(string text) => Assert.False(FloatParser.TryParse(text, out _));
}
