using MathNet.Numerics.Integration;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// Fourier sums over uneven times at many even frequencies: values are spread onto a fine even grid by a narrow bell, the grid is
/// transformed, and the bell's own transform divided out (Barnett, Magland and af Klinteberg, SIAM Journal on Scientific Computing 41,
/// 2019). With a bell of 10 cells on a grid of twice the frequencies, a sum is off by about 1e-9 of the sum of absolute values.
/// </summary>
internal static class NonuniformTransform
{
    private const int Width = 10;
    private const double Sharpness = 2.3 * Width;
    private const int Nodes = 24;

    /// <summary>The sums Σ c(j)·exp(2πi·f·t(j)) at each frequency f of a grid.</summary>
    /// <param name="times">Times, none negative.</param>
    /// <param name="coefficients">A real coefficient a time.</param>
    /// <param name="grid">The frequencies.</param>
    /// <returns>Cosine sums and sine sums.</returns>
    public static (double[] Cosines, double[] Sines) Sum(double[] times, double[] coefficients, FrequencyGrid grid)
    {
        int half = grid.Count / 2;
        int length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * grid.Count, 4 * Width));
        double[] real = new double[length], imaginary = new double[length];
        Spread(times, coefficients, grid[half], grid.Step, real, imaginary);
        new PowerOfTwoTransform(length).Transform(real, imaginary);
        double[] cosines = new double[grid.Count], sines = new double[grid.Count], bell = Bell(half + 1, length);
        for (int k = 0; k < grid.Count; k++)
        {
            int off = k - half, at = off & (length - 1);
            double scale = 1 / bell[Math.Abs(off)];
            (cosines[k], sines[k]) = (real[at] * scale, imaginary[at] * scale);
        }

        return (cosines, sines);
    }

    /// <summary>Adds each value to the cells around its time, turned so that the middle frequency becomes 0.</summary>
    private static void Spread(double[] times, double[] coefficients, double middle, double step, double[] real, double[] imaginary)
    {
        int mask = real.Length - 1;
        for (int j = 0; j < times.Length; j++)
        {
            double cycles = middle * times[j], turns = step * times[j];
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * (cycles - Math.Floor(cycles)));
            (cosine, sine) = (cosine * coefficients[j], sine * coefficients[j]);
            double place = (turns - Math.Floor(turns)) * real.Length;
            int first = (int)Math.Ceiling(place - (Width / 2.0));
            for (int m = first; m < first + Width; m++)
            {
                double z = (m - place) * (2.0 / Width);
                double weight = Math.Exp(Sharpness * (Math.Sqrt(Math.Max(0, 1 - (z * z))) - 1));
                real[m & mask] += weight * cosine;
                imaginary[m & mask] += weight * sine;
            }
        }
    }

    /// <summary>The transform of the bell at frequencies 0, 1, 2, … of the grid.</summary>
    private static double[] Bell(int count, int length)
    {
        const int run = 1024;
        GaussLegendreRule rule = new(0, 1, Nodes);
        double[] bell = new double[count];
        for (int node = 0; node < Nodes; node++)
        {
            double z = rule.GetAbscissa(node), angle = Math.PI * Width * z / length;
            double weight = rule.GetWeight(node) * Width * Math.Exp(Sharpness * (Math.Sqrt(1 - (z * z)) - 1));
            double twice = 2 * Math.Cos(angle);
            for (int start = 0; start < count; start += run)
            {
                // cos((k + 1)θ) = 2·cos θ·cos kθ − cos((k − 1)θ), begun anew before rounding adds up.
                double before = weight * Math.Cos((start - 1) * angle), now = weight * Math.Cos(start * angle);
                for (int k = start; k < Math.Min(count, start + run); k++)
                {
                    bell[k] += now;
                    (before, now) = (now, (twice * now) - before);
                }
            }
        }

        return bell;
    }
}
