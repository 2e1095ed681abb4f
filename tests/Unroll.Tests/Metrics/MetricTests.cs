using Unroll.Data;
using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public class MetricTests
{
    private static readonly float[] _prediction = [1, 2, 3, 4, 5, 6];
    private static readonly float[] _target = [1, 0, 3, 5, 5, 9];

    [Theory]
    [InlineData("mae", 6.0 / 6)]
    [InlineData("mse", 14.0 / 6)]
    [InlineData("rmse", 1.5275252316519468)]
    public void Batches_of_unequal_size_give_the_metric_over_all_samples(string name, double expected)
    {
        MetricState state = new(Metric.Catalogue.Create(name), 1);
        for (int pass = 0; pass < 2; pass++)
        {
            state.Reset();
            state.Add(View(_prediction, 0, 4), View(_target, 0, 4));
            state.Add(View(_prediction, 4, 2), View(_target, 4, 2));
            Assert.Equal(expected, state.Result, 1e-12);
        }

        Assert.Equal(name, state.Metric.Name);
    }

    [Fact]
    public void Nothing_seen_is_not_a_number() => Assert.True(double.IsNaN(new MetricState(Metric.Catalogue.Create("mae"), 1).Result));

    [Fact]
    public void Unknown_names_are_told_with_the_known_ones() =>
        Assert.Contains("root-mean-squared-error", Assert.ThrowsAny<InputException>(() => Metric.Catalogue.Create("nothing")).Message,
            StringComparison.Ordinal);

    private static TimeMajorSpan View(float[] values, int start, int count) => new(values.AsSpan(start, count), 1, count / 2, 2);
}
