using System.Globalization;

namespace Unroll.Tests.Oracles;

/// <summary>
/// Comparison by the largest difference relative to the largest reference value of a tensor (or to 0.001 where all are smaller).
/// </summary>
internal static class Compare
{
    public static double RelativeError(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            double distance = Math.Abs(expected[i] - actual[i]);
            if (!double.IsFinite(distance))
            {
                return double.PositiveInfinity;
            }

            difference = Math.Max(difference, distance);
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return difference == 0 ? 0 : difference / Math.Max(largest, 1e-3);
    }

    public static double RelativeError(float[] expected, float[] actual) => RelativeError(ToDouble(expected), ToDouble(actual));

    public static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);

    public static void Near(string what, float[] expected, float[] actual, double tolerance) =>
        Near(what, ToDouble(expected), ToDouble(actual), tolerance);

    public static void Near(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers instead of {expected.Length}.");
        double error = RelativeError(expected, actual);
        if (error <= tolerance)
        {
            return;
        }

        int worst = Enumerable.Range(0, expected.Length).MaxBy(i => Distance(expected[i], actual[i]));
        Assert.Fail(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: relative error {error:G3} is above {tolerance:G3}; worst at {worst} of {expected.Length}: "
            + $"{actual[worst]:G9} instead of {expected[worst]:G9}."));
    }

    private static double Distance(double expected, double actual) =>
        double.IsFinite(expected - actual) ? Math.Abs(expected - actual) : double.PositiveInfinity;
}
