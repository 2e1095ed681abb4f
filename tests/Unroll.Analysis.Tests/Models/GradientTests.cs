using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Tests.Models;

public class GradientTests
{
    public static TheoryData<EtsForm> Forms =>
    [
        .. from error in Enum.GetValues<EtsError>()
           from trend in Enum.GetValues<EtsTrend>()
           from season in Enum.GetValues<EtsSeason>()
           select new EtsForm(error, trend, season),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_gradient_of_exponential_smoothing_is_that_of_differences(EtsForm form)
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, 40).Select(t => 10 + (0.1 * t) + (2 * Math.Sin(Math.PI * t / 2)) + random.NextDouble())];
        EtsRecursion recursion = new(form, 4, values);
        double[] point =
        [
            0.3, 0.2, 0.1, form.Trend == EtsTrend.Damped ? 0.9 : 1, 9.5, 0.1,
            .. form.Season == EtsSeason.Multiplicative ? new[] { 1.0, 1.2, 1.0, 0.8 } : [0, 2, 0, -2],
        ];
        double Criterion(ReadOnlySpan<double> at)
        {
            at[..4].CopyTo(recursion.Weights);
            at[4..].CopyTo(recursion.Initial);
            return recursion.Criterion();
        }

        double[] expected = new double[point.Length];
        QuasiNewton.Differences(Criterion, point, expected, new double[point.Length]);
        Criterion(point);
        recursion.Differentiate();
        double[] actual = [.. recursion.WeightGradient, .. recursion.InitialGradient];
        for (int i = 0; i < point.Length; i++)
        {
            bool isUsed = i switch
            {
                1 or 3 or 5 => form.Trend != EtsTrend.None,
                2 or > 5 => form.Season != EtsSeason.None,
                _ => true,
            };
            Assert.True(
                !isUsed || Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])),
                $"{i}: {expected[i]} {actual[i]}");
        }
    }

    [Fact]
    public void Quasi_Newton_finds_the_minimum_of_a_curved_valley()
    {
        double[] point = [-1.2, 1];
        double least = QuasiNewton.Minimize(
            at => (100 * Math.Pow(at[1] - (at[0] * at[0]), 2)) + Math.Pow(1 - at[0], 2), point, tolerance: 1e-14, iterations: 500);

        Assert.Equal(0, least, 1e-8);
        Assert.Equal([1, 1], point, (expected, actual) => Math.Abs(expected - actual) < 1e-3);
    }
}
