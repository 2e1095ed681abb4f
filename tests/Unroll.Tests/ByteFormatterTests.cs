namespace Unroll.Tests;

/// <summary>Numbers of bytes in decimal units.</summary>
public sealed class ByteFormatterTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1000, "1 kB")]
    [InlineData(217_983, "218 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1 MB")]
    [InlineData(1 << 20, "1 MB")]
    [InlineData(64 << 20, "67.1 MB")]
    [InlineData(999_949_999, "999.9 MB")]
    [InlineData(999_950_000, "1 GB")]
    [InlineData(1L << 34, "17.2 GB")]
    [InlineData(1.25e13, "12,500 GB")]
    public void A_unit_is_a_power_of_a_thousand(double bytes, string expected) =>
        Assert.Equal(expected, ByteFormatter.Format(bytes));
}
