using System.Text;
using Unroll.Formats;

namespace Unroll.Tests.Formats;

public class ChecksumTests
{
    /// <summary>The values of RFC 3720, appendix B.4, and the usual check value.</summary>
    public static TheoryData<byte[], uint> Published => new()
    {
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Equals_the_published_values_however_the_bytes_come(byte[] bytes, uint expected)
    {
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Checksum checksum = default;
            for (int start = 0; start < bytes.Length; start += piece)
            {
                checksum.Add(bytes.AsSpan(start, Math.Min(piece, bytes.Length - start)));
            }

            Assert.Equal(expected, checksum.Value);
        }
    }
}
