using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>Memory of weights and activations: aligned, and zero at first, also where it is large enough for huge pages.</summary>
public class AlignedBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 5)]
    public void Is_aligned_and_zero_at_first_and_keeps_what_is_written(int length)
    {
        AlignedBuffer buffer = new(length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.False(buffer.Span.ContainsAnyExcept(0f));
        unsafe
        {
            fixed (float* start = buffer.Span)
            {
                Assert.Equal(0u, (nuint)start % 64);
            }
        }

        buffer.Span.Fill(1.5f);
        GC.Collect();
        Assert.False(buffer.Memory.Span.ContainsAnyExcept(1.5f));
    }

    [Fact]
    public void Large_memory_on_linux_is_advised_to_be_of_huge_pages()
    {
        const string pages = "/sys/kernel/mm/transparent_hugepage/enabled";
        if (!File.Exists(pages) || File.ReadAllText(pages).Contains("[never]", StringComparison.Ordinal))
        {
            return;
        }

        AlignedBuffer buffer = AlignedBuffer.CreateUninitialized(8 << 20);
        nuint middle;
        unsafe
        {
            fixed (float* start = buffer.Span)
            {
                middle = (nuint)(start + (buffer.Length / 2));
            }
        }

        // A region of the process: its addresses on a line of their own, and the flags of the advice ("hg") on a line below.
        bool isThere = false;
        string flags = "";
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split(' ');
            if (words[0].Split('-') is [var from, var to]
                && nuint.TryParse(from, System.Globalization.NumberStyles.HexNumber, null, out nuint low)
                && nuint.TryParse(to, System.Globalization.NumberStyles.HexNumber, null, out nuint high))
            {
                isThere = low <= middle && middle < high;
            }
            else if (isThere && words[0] == "VmFlags:")
            {
                flags = line;
            }
        }

        Assert.Contains(" hg", flags);
        GC.KeepAlive(buffer);
    }
}
