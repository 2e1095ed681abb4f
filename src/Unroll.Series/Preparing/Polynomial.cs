using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>A polynomial in time.</summary>
/// <param name="Middle">The moment that counts as 0, in ticks.</param>
/// <param name="Unit">Ticks that count as 1: from the middle to the end of the training part.</param>
/// <param name="Coefficients">Of the powers from 0; none for a polynomial that is 0.</param>
internal sealed record Polynomial(long Middle, double Unit, double[] Coefficients) : IColumnParameters<Polynomial>
{
    /// <summary>The polynomial nearest to the known values by least squares; of a lower degree where they are too few.</summary>
    public static Polynomial Fit(TimeIndex time, ReadOnlySpan<double> values, int degree)
    {
        long first = 0, last = 0;
        int known = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                first = known == 0 ? time[i].Ticks : first;
                last = time[i].Ticks;
                known++;
            }
        }

        // From −1 to 1, the powers are different enough for the normal equations.
        // A double holds the middle exactly: it is saved as one.
        long middle = (long)(double)(first + ((last - first) / 2));
        double unit = Math.Max(1, (last - first) / 2.0);

        // Of differences from the first known value, so that small variation at a large level keeps its digits.
        int at = values.IndexOfAnyExcept(double.NaN);
        double height = at < 0 ? 0 : values[at];
        int size = Math.Min(known, degree + 1);
        double[,] equations = new double[size, size + 1];
        Span<double> powers = stackalloc double[3];
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            double place = (time[i].Ticks - middle) / unit;
            powers[0] = 1;
            powers[1] = place;
            powers[2] = place * place;
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    equations[row, column] += powers[row] * powers[column];
                }

                equations[row, size] += powers[row] * (values[i] - height);
            }
        }

        double[] coefficients = Solve(equations, size);
        if (size > 0)
        {
            coefficients[0] += height;
        }

        return new(middle, unit, coefficients);
    }

    public static Polynomial FromNumbers(double[] numbers) => new((long)numbers[0], numbers[1], numbers[2..]);

    public double[] ToNumbers() => [Middle, Unit, .. Coefficients];

    /// <summary>Its value at a moment.</summary>
    public double At(DateTime stamp)
    {
        double place = (stamp.Ticks - Middle) / Unit, value = 0;
        for (int i = Coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * place) + Coefficients[i];
        }

        return value;
    }

    /// <summary>Gaussian elimination; the matrix is symmetric and positive definite, so that no row need be exchanged.</summary>
    private static double[] Solve(double[,] equations, int size)
    {
        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int row = pivot + 1; row < size; row++)
            {
                double factor = equations[row, pivot] / equations[pivot, pivot];
                for (int column = pivot; column <= size; column++)
                {
                    equations[row, column] -= factor * equations[pivot, column];
                }
            }
        }

        double[] solution = new double[size];
        for (int row = size - 1; row >= 0; row--)
        {
            double rest = equations[row, size];
            for (int column = row + 1; column < size; column++)
            {
                rest -= equations[row, column] * solution[column];
            }

            solution[row] = rest / equations[row, row];
        }

        return solution;
    }
}
