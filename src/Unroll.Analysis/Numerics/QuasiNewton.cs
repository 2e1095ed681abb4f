namespace Unroll.Analysis.Numerics;

/// <summary>
/// Minimisation by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with backtracking (Nash, Compact Numerical Methods for
/// Computers, algorithm 21). A likelihood is evaluated some thousand times within milliseconds and may be infinite somewhere: unlike
/// MathNet's minimiser, this one allocates nothing an iteration, steps back from infinite values, and always returns the best point.
/// </summary>
internal static class QuasiNewton
{
    private const double SufficientDecrease = 1e-4;
    private const double Backtrack = 0.2;

    /// <summary>The share of a value below which two are the same number.</summary>
    private const double Rounding = 1e-16;

    /// <summary>A function to be minimised; infinite or NaN where it has no value.</summary>
    public delegate double Function(ReadOnlySpan<double> point);

    /// <summary>Writes the gradient at a point whose value is known.</summary>
    public delegate void Derivative(ReadOnlySpan<double> point, double value, Span<double> gradient);

    /// <summary>Minimises a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="point">Where to start; holds the minimum afterwards.</param>
    /// <param name="derivative">The gradient; null for central differences.</param>
    /// <param name="tolerance">Relative decrease of the value below which the search ends.</param>
    /// <param name="iterations">The most iterations.</param>
    /// <param name="isRough">Whether it ends at the first small decrease, without another try along the steepest descent.</param>
    /// <returns>The value at the minimum; infinite where the start has no value.</returns>
    public static double Minimize(
        Function function, Span<double> point, Derivative? derivative = null, double tolerance = 1e-10, int iterations = 200,
        bool isRough = false)
    {
        int size = point.Length;
        double value = function(point);
        if (size == 0 || !double.IsFinite(value))
        {
            return double.IsFinite(value) ? value : double.PositiveInfinity;
        }

        double[] gradient = new double[size], next = new double[size], trial = new double[size], step = new double[size];
        double[] change = new double[size], product = new double[size], inverse = new double[size * size];
        double[] scratch = new double[size];
        Gradient(function, derivative, point, value, gradient, scratch);
        bool fresh = true;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            if (fresh)
            {
                Reset(inverse, size, gradient);
            }

            double slope = 0;
            for (int i = 0; i < size; i++)
            {
                double sum = 0;
                for (int j = 0; j < size; j++)
                {
                    sum -= inverse[(i * size) + j] * gradient[j];
                }

                step[i] = sum;
                slope += sum * gradient[i];
            }

            double found = slope < 0 ? Search(function, point, step, value, slope, trial) : double.NaN;
            if (double.IsNaN(found))
            {
                if (fresh)
                {
                    break;
                }

                fresh = true;
                continue;
            }

            double decrease = value - found;
            for (int i = 0; i < size; i++)
            {
                step[i] = trial[i] - point[i];
            }

            trial.CopyTo(point);
            value = found;
            bool small = decrease <= tolerance * (Math.Abs(value) + tolerance);
            if (small && (fresh || isRough))
            {
                break;
            }

            if (small)
            {
                // Ended only where the direction of steepest descent does not lead on either.
                Gradient(function, derivative, point, value, gradient, scratch);
                fresh = true;
                continue;
            }

            Gradient(function, derivative, point, value, next, scratch);
            for (int i = 0; i < size; i++)
            {
                change[i] = next[i] - gradient[i];
            }

            next.CopyTo(gradient, 0);
            fresh = !Improve(inverse, size, step, change, product);
        }

        return value;
    }

    /// <summary>Central differences of a function.</summary>
    public static void Differences(Function function, ReadOnlySpan<double> point, Span<double> gradient, double[] scratch)
    {
        point.CopyTo(scratch);
        for (int i = 0; i < point.Length; i++)
        {
            double width = 1e-5 * Math.Max(1, Math.Abs(point[i]));
            scratch[i] = point[i] + width;
            double above = function(scratch);
            scratch[i] = point[i] - width;
            double below = function(scratch);
            scratch[i] = point[i];
            double slope = (above - below) / (2 * width);
            gradient[i] = double.IsFinite(slope) ? slope : 0;
        }
    }

    /// <summary>Forward differences, which take half as many values and suffice where the last digits do not matter.</summary>
    public static Derivative Forward(Function function, int size)
    {
        double[] shifted = new double[size];
        return (point, value, gradient) =>
        {
            point.CopyTo(shifted);
            for (int i = 0; i < size; i++)
            {
                double width = 1e-6 * Math.Max(1, Math.Abs(point[i]));
                shifted[i] = point[i] + width;
                double slope = (function(shifted) - value) / width;
                shifted[i] = point[i];
                gradient[i] = double.IsFinite(slope) ? slope : 0;
            }
        };
    }

    private static void Gradient(
        Function function, Derivative? derivative, ReadOnlySpan<double> point, double value, double[] gradient, double[] scratch)
    {
        if (derivative is null)
        {
            Differences(function, point, gradient, scratch);
        }
        else
        {
            derivative(point, value, gradient);
        }
    }

    /// <summary>Steepest descent, at most one unit far at first.</summary>
    private static void Reset(double[] inverse, int size, double[] gradient)
    {
        double norm = 0;
        foreach (double slope in gradient)
        {
            norm = Math.Max(norm, Math.Abs(slope));
        }

        Array.Clear(inverse);
        for (int i = 0; i < size; i++)
        {
            inverse[(i * size) + i] = 1 / Math.Max(1, norm);
        }
    }

    /// <summary>The value at the point that is far enough below along the step; NaN where there is none.</summary>
    private static double Search(Function function, ReadOnlySpan<double> point, double[] step, double value, double slope, double[] trial)
    {
        for (double length = 1; ; length *= Backtrack)
        {
            bool moved = false;
            for (int i = 0; i < trial.Length; i++)
            {
                trial[i] = point[i] + (length * step[i]);
                moved |= trial[i] != point[i];
            }

            // What the slope promises may be too little to be seen in the value.
            if (!moved || length < 1e-14 || -length * slope < Rounding * Math.Abs(value))
            {
                return double.NaN;
            }

            double found = function(trial);
            if (double.IsFinite(found) && found <= value + (SufficientDecrease * length * slope))
            {
                return found;
            }
        }
    }

    /// <summary>The update of the inverse of the Hessian matrix; false where the curvature along the step is not positive.</summary>
    private static bool Improve(double[] inverse, int size, double[] step, double[] change, double[] product)
    {
        double curvature = 0, length = 0, steep = 0;
        for (int i = 0; i < size; i++)
        {
            curvature += step[i] * change[i];
            length += step[i] * step[i];
            steep += change[i] * change[i];
        }

        if (curvature <= 1e-12 * Math.Sqrt(length * steep))
        {
            return false;
        }

        double quadratic = 0;
        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            for (int j = 0; j < size; j++)
            {
                sum += inverse[(i * size) + j] * change[j];
            }

            product[i] = sum;
            quadratic += sum * change[i];
        }

        double factor = 1 + (quadratic / curvature);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                inverse[(i * size) + j] += ((factor * step[i] * step[j]) - (step[i] * product[j]) - (product[i] * step[j])) / curvature;
            }
        }

        return true;
    }
}
