using MathNet.Numerics.Integration;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// Fourier sums over uneven times at many even frequencies: values are spread onto a fine even grid by a narrow bell, the grid is
/// transformed, and the bell's own transform divided out (Barnett, Magland and af Klinteberg, SIAM Journal on Scientific Computing 41,
/// 2019). With a bell of 10 cells on a grid of twice the frequencies, a sum is off by about 1e-9 of the sum of absolute values.
/// </summary>
internal sealed class NonuniformTransform
{
    private const int Width = 10;
    private const double Sharpness = 2.3 * Width;
    private const int Nodes = 24;

    private readonly FrequencyGrid _grid;
    private readonly PowerOfTwoTransform _transform;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _bell;
    private readonly int[] _cells;
    private readonly double[] _weights;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Prepares sums over times; an object makes one at a time.</summary>
    /// <param name="times">Times, none negative.</param>
    /// <param name="grid">The frequencies.</param>
    public NonuniformTransform(double[] times, FrequencyGrid grid)
    {
        int length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * grid.Count, 4 * Width));
        (_grid, _transform) = (grid, new PowerOfTwoTransform(length));
        (_real, _imaginary, _bell) = (new double[length], new double[length], Bell((grid.Count / 2) + 1, length));
        (_cells, _weights) = (new int[times.Length], new double[Width * times.Length]);
        (_cosines, _sines) = (new double[times.Length], new double[times.Length]);
        Place(times);
    }

    /// <summary>The sums Σ c(j)·exp(2πi·f·t(j)) at each frequency f of the grid.</summary>
    /// <param name="coefficients">A real coefficient a time.</param>
    /// <returns>Cosine sums and sine sums.</returns>
    public (double[] Cosines, double[] Sines) Sum(double[] coefficients)
    {
        int half = _grid.Count / 2, mask = _real.Length - 1;
        Array.Clear(_real);
        Array.Clear(_imaginary);
        Spread(coefficients);
        _transform.Transform(_real, _imaginary);
        double[] cosines = new double[_grid.Count], sines = new double[_grid.Count];
        for (int k = 0; k < cosines.Length; k++)
        {
            int off = k - half, at = off & mask;
            double scale = 1 / _bell[Math.Abs(off)];
            (cosines[k], sines[k]) = (_real[at] * scale, _imaginary[at] * scale);
        }

        return (cosines, sines);
    }

    /// <summary>Finds the cells around each time, with their weights, and the turn by which the middle frequency becomes 0.</summary>
    private void Place(double[] times)
    {
        double middle = _grid[_grid.Count / 2];
        for (int j = 0; j < times.Length; j++)
        {
            double cycles = middle * times[j], turns = _grid.Step * times[j];
            (_sines[j], _cosines[j]) = Math.SinCos(2 * Math.PI * (cycles - Math.Floor(cycles)));
            double place = (turns - Math.Floor(turns)) * _real.Length;
            _cells[j] = (int)Math.Ceiling(place - (Width / 2.0));
            for (int m = 0; m < Width; m++)
            {
                double z = (_cells[j] + m - place) * (2.0 / Width);
                _weights[(Width * j) + m] = Math.Exp(Sharpness * (Math.Sqrt(Math.Max(0, 1 - (z * z))) - 1));
            }
        }
    }

    /// <summary>Adds each value to the cells around its time.</summary>
    private void Spread(double[] coefficients)
    {
        int mask = _real.Length - 1;
        for (int j = 0; j < coefficients.Length; j++)
        {
            double cosine = _cosines[j] * coefficients[j], sine = _sines[j] * coefficients[j];
            ReadOnlySpan<double> weights = _weights.AsSpan(Width * j, Width);
            for (int m = 0; m < weights.Length; m++)
            {
                int cell = (_cells[j] + m) & mask;
                _real[cell] += weights[m] * cosine;
                _imaginary[cell] += weights[m] * sine;
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
