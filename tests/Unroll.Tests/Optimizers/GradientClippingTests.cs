using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

public class GradientClippingTests
{
    [Fact]
    public void By_value_limits_each_element_and_keeps_what_is_not_a_number()
    {
        float[] gradient = [-3, -0.5f, 0, 0.5f, 3, float.NaN, float.NegativeInfinity];
        GradientClipping.ByValue(1).Apply(gradient);
        Assert.Equal([-1, -0.5f, 0, 0.5f, 1, float.NaN, -1], gradient);
    }

    [Fact]
    public void By_global_norm_shortens_long_gradients_only()
    {
        GradientClipping clipping = GradientClipping.ByGlobalNorm(2);
        Assert.True(clipping.NeedsNorm);
        Assert.Equal(1, clipping.ScaleFor(2));
        Assert.Equal((float)(2 / (5 + 1e-6)), clipping.ScaleFor(5));
        float[] gradient = [3, 4];
        clipping.Apply(gradient);
        Assert.Equal(2, GradientClipping.GlobalNorm(gradient), 1e-5);
    }

    [Fact]
    public void Renormalizing_gives_every_gradient_the_norm_but_leaves_zeros()
    {
        GradientClipping clipping = GradientClipping.Renormalize(2);
        foreach (float size in new[] { 1e-10f, 1, 1e10f })
        {
            float[] gradient = [3 * size, 4 * size];
            clipping.Apply(gradient);
            Assert.Equal(2, GradientClipping.GlobalNorm(gradient), 1e-6);
        }

        float[] zeros = new float[3];
        clipping.Apply(zeros);
        Assert.Equal(new float[3], zeros);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(29)]
    public void The_norm_is_that_of_double_precision(int length)
    {
        float[] gradient = [.. Enumerable.Range(1, length).Select(i => i * 1e19f)];
        double expected = Math.Sqrt(gradient.Sum(value => (double)value * value));
        Assert.Equal(expected, GradientClipping.GlobalNorm(gradient), expected * 1e-14);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void Limits_must_be_positive(float limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByGlobalNorm(limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.Renormalize(limit));
    }
}
