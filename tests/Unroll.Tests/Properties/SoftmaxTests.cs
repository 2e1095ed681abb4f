using Unroll.Layers;

namespace Unroll.Tests.Properties;

/// <summary>The softmax against that of double precision, for rows of every length and numbers of every size.</summary>
public sealed class SoftmaxTests
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Shares_are_right(int length)
    {
        var random = new RandomStream(7);
        foreach (double spread in new[] { 0, 1e-42, 1e-30, 1e-3, 1, 10, 80, 1e4, 1e30 })
        {
            float[] row = new float[length];
            for (int i = 0; i < length; i++)
            {
                row[i] = (float)Math.Clamp(spread * random.NextNormal(), float.MinValue, float.MaxValue);
            }

            Check(row);
        }
    }

    [Fact]
    public void Greatest_numbers_and_infinities_below_them_have_their_limits()
    {
        Check([float.MaxValue, float.MinValue, 0]);
        Check([float.NegativeInfinity, 1, 2]);
        Check([float.NegativeInfinity, float.MinValue]);
        Check([-0f, 0f, float.Epsilon, -float.Epsilon]);
        Assert.Equal([0.5f, 0.5f, 0f], Softmax(3e38f, 3e38f, -3e38f));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Rows_that_have_no_shares_are_not_numbers(float broken)
    {
        Assert.All(Softmax(1, broken, 2), value => Assert.True(float.IsNaN(value)));
        Assert.All(Softmax(float.NegativeInfinity, float.NegativeInfinity), value => Assert.True(float.IsNaN(value)));
    }

    private static void Check(float[] row)
    {
        float[] shares = Softmax(row);
        double greatest = row.Max();
        double sum = row.Sum(x => Math.Exp(x - greatest));
        for (int i = 0; i < row.Length; i++)
        {
            double exact = Math.Exp(row[i] - greatest) / sum;
            double tolerance = exact * RelativeError(row[i] - greatest);

            // A share that is no normal number, or comes of an exponential that is none, may be 0.
            Assert.True(
                Math.Abs(shares[i] - exact) <= Math.Max(tolerance, SmallestNormal),
                $"Number {i} of {row.Length}, {row[i]:R}, has the share {shares[i]:R}, but should have {exact:R}.");
        }
    }

    /// <summary>Four units in the last place, and what rounding the distance from the greatest number costs.</summary>
    private static double RelativeError(double distance) => (4 + (Math.Min(-distance, 200) / 2)) * Math.ScaleB(1, -23);

    private static float[] Softmax(params float[] row)
    {
        float[] shares = new float[row.Length];
        new Softmax().Forward(row, shares, row.Length);
        return shares;
    }
}
