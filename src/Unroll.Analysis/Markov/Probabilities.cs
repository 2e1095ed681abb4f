using System.Runtime.InteropServices;

namespace Unroll.Analysis.Markov;

/// <summary>Lists of probabilities: checks, rows of a matrix, and draws.</summary>
internal static class Probabilities
{
    private const double Tolerance = 1e-6;

    /// <summary>A row of a matrix.</summary>
    public static ReadOnlySpan<double> Row(double[,] matrix, int row)
    {
        int width = matrix.GetLength(1);
        return MemoryMarshal.CreateReadOnlySpan(ref matrix[row, 0], width);
    }

    /// <summary>Refuses numbers that are no probabilities or do not add up to 1.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="what">What they are, as the beginning of a sentence in the plural.</param>
    /// <param name="parameter">The parameter that they came by.</param>
    /// <exception cref="ArgumentException">They are none.</exception>
    public static void Check(ReadOnlySpan<double> values, string what, string parameter)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value >= 0 ? value : double.NaN;
        }

        if (!(Math.Abs(sum - 1) <= Tolerance))
        {
            throw new ArgumentException(
                $"{what} are {string.Join(", ", values.ToArray())}, but must be at least 0 and add up to 1.", parameter);
        }
    }

    /// <summary>Draws a number by its probability.</summary>
    public static int Draw(ReadOnlySpan<double> probabilities, Random random)
    {
        double rest = random.NextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > 0)
            {
                last = i;
                rest -= probabilities[i];
                if (rest < 0)
                {
                    return i;
                }
            }
        }

        return last;
    }
}
