using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The largest magnitude, for all lengths and places.</summary>
public sealed class FiniteNumberTests
{
    [Fact]
    public void The_largest_magnitude_is_found_wherever_it_stands()
    {
        for (int length = 1; length <= 150; length++)
        {
            for (int at = 0; at < length; at += 7)
            {
                float[] values = [.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? -0.5f : 0.25f)];
                values[at] = -3e38f;
                Assert.Equal(3e38f, FiniteNumbers.LargestMagnitude(values));
                Assert.Equal(3e38f, FiniteNumbers.MagnitudeBound(values)); // Its square overflows.
                Assert.True(FiniteNumbers.AreAll(values));
                values[at] = -20;
                Assert.InRange(FiniteNumbers.MagnitudeBound(values), 20, 21);
                foreach (float wrong in new[] { float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity })
                {
                    values[at] = wrong;
                    Assert.Equal(float.PositiveInfinity, FiniteNumbers.LargestMagnitude(values));
                    Assert.Equal(float.PositiveInfinity, FiniteNumbers.MagnitudeBound(values));
                    Assert.False(FiniteNumbers.AreAll(values));
                    Assert.Equal(at, FiniteNumbers.IndexOfOther(values));
                }
            }
        }

        Assert.Equal(0, FiniteNumbers.LargestMagnitude([]));
        Assert.Equal(0, FiniteNumbers.MagnitudeBound([]));
        Assert.Equal(-1, FiniteNumbers.IndexOfOther([1, -2]));
    }
}
