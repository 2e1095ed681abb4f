using Unroll.Probability;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>The distributions of a forecast's steps, brought back from the scale of the network to the unit of the file.</summary>
internal static class StepDistributions
{
    /// <summary>Paths by which the distributions of values that add up, as of differences, are known.</summary>
    private const int Paths = 1000;

    /// <summary>The distributions in the unit of the file.</summary>
    /// <param name="preparation">The preparation.</param>
    /// <param name="item">The series.</param>
    /// <param name="target">The target.</param>
    /// <param name="first">Row of the first step.</param>
    /// <param name="steps">The distribution of each step on the scale of the network.</param>
    public static IReadOnlyList<Distribution> InUnit(
        Preparation preparation, PreparedItem item, string target, int first, Distribution[] steps)
    {
        if (preparation.InverseReach == 0)
        {
            return [.. steps.Select((step, index) => new MappedDistribution(step, value =>
            {
                Span<double> values = [value];
                preparation.Inverse(item, target, first + index, values);
                return values[0];
            }))];
        }

        // A step's value follows from those of the steps before it.
        RandomStream random = new(0);
        double[][] samples = [.. steps.Select(_ => new double[Paths])];
        double[] path = new double[steps.Length];
        for (int i = 0; i < Paths; i++)
        {
            Draw(steps, random, path);
            preparation.Inverse(item, target, first, path);
            for (int step = 0; step < path.Length; step++)
            {
                samples[step][i] = path[step];
            }
        }

        return [.. samples.Select(values => new SampleDistribution(values))];
    }

    /// <summary>Draws a value of each step.</summary>
    /// <param name="steps">The distribution of each step.</param>
    /// <param name="random">The stream of random numbers.</param>
    /// <param name="path">Receives the values.</param>
    public static void Draw(Distribution[] steps, RandomStream random, Span<double> path)
    {
        for (int step = 0; step < path.Length; step++)
        {
            path[step] = steps[step].Sample(random);
        }
    }
}
