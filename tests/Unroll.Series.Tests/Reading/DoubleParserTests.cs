using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public class DoubleParserTests
{
    [Theory]
    [InlineData("1.0000000596046448", 1.0000000596046448)] // halfway between two floats
    [InlineData("123456789012345678", 123456789012345680.0)] // more digits than a double has
    [InlineData("9007199254740993", 9007199254740992.0)] // a whole number that is halfway: to the even one
    [InlineData("9007199254740995", 9007199254740996.0)]
    [InlineData("0.1", 0.1)]
    [InlineData("12345779.78", 12345779.78)]
    [InlineData("1000000003.25", 1000000003.25)]
    [InlineData("0.0000000000000000001", 1e-19)]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("1e-45", 1e-45)]
    [InlineData("3.4028235e38", 3.4028235e38)]
    public void Every_way_of_reading_gives_the_nearest_double(string text, double expected)
    {
        Assert.True(DoubleParser.TryParse(text, out double fromText));
        Assert.True(DoubleParser.TryParse(Encoding.UTF8.GetBytes(text), out double fromBytes));
        Assert.True(new NumberParser('.').TryParse(Encoding.UTF8.GetBytes(text), out double fromTable));
        Assert.All(
            [fromText, fromBytes, fromTable],
            value => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value)));
    }

    [Fact]
    public void A_table_gives_the_double_nearest_to_the_text() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Two().SelectMany(digits => Gen.Choose(0, 19).Select(places => (digits, places))).ToArbitrary(),
        number =>
        {
            string digits = string.Create(CultureInfo.InvariantCulture, $"{number.digits.Item1}{number.digits.Item2 % 1_000_000:000000}")
                .PadLeft(20, '0');
            string text = number.places == 0 ? digits : digits.Insert(digits.Length - number.places, ".");
            return new NumberParser('.').TryParse(Encoding.UTF8.GetBytes(text), out double value)
                && value.Equals(double.Parse(text, CultureInfo.InvariantCulture));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("")]
    [InlineData("high")]
    [InlineData("1e39")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    public void What_no_network_can_take_is_refused(string text) => Assert.False(DoubleParser.TryParse(text, out _));
}
