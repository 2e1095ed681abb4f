using Unroll.Analysis.Markov;

namespace Unroll.Analysis.Tests.Markov;

/// <summary>Hidden Markov models by chance.</summary>
internal static class Models
{
    /// <summary>A model.</summary>
    /// <param name="kind">What is seen.</param>
    /// <param name="states">The number of states.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="isExtreme">Whether some transitions are all but impossible.</param>
    public static HiddenMarkovModel Make(EmissionKind kind, int states, Random random, bool isExtreme)
    {
        double[,] transitions = Rows(states, states, random, isExtreme ? 1e-120 : 0.05);
        double[] initial = [.. Enumerable.Repeat(1.0 / states, states)];
        Emissions emissions = kind switch
        {
            EmissionKind.Discrete => new DiscreteEmissions(Rows(states, 5, random, isExtreme ? 1e-120 : 0.05)),
            EmissionKind.Gaussian => Gaussian(states, random),
            _ => new GaussianMixtureEmissions(Rows(states, 2, random, 0.1), Gaussian(2 * states, random)),
        };
        return new HiddenMarkovModel(new MarkovChain(initial, transitions), emissions);
    }

    private static GaussianEmissions Gaussian(int states, Random random) => new(
        [.. Enumerable.Range(0, states).Select(state => new[] { (3.0 * state) + random.NextDouble(), random.NextDouble() })],
        [.. Enumerable.Range(0, states).Select(_ => new[,] { { 1 + random.NextDouble(), 0.3 }, { 0.3, 0.5 + random.NextDouble() } })]);

    private static double[,] Rows(int rows, int columns, Random random, double least)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            double[] row = [.. Enumerable.Range(0, columns).Select(_ => random.Next(3) == 0 ? least : least + random.NextDouble())];
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = row[j] / row.Sum();
            }
        }

        return matrix;
    }
}
