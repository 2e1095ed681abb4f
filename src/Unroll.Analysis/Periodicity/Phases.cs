using System.Numerics.Tensors;

namespace Unroll.Analysis.Periodicity;

/// <summary>Sines and cosines of a frequency at many times, by vector arithmetic.</summary>
internal static class Phases
{
    /// <summary>The most times of a call.</summary>
    public const int Block = 1024;

    /// <summary>Sines and cosines of 2πft.</summary>
    /// <param name="times">The times t, at most <see cref="Block"/>.</param>
    /// <param name="frequency">The frequency f.</param>
    /// <param name="sines">Takes the sines, as many.</param>
    /// <param name="cosines">Takes the cosines, as many.</param>
    public static void SinCos(ReadOnlySpan<double> times, double frequency, Span<double> sines, Span<double> cosines)
    {
        // Whole cycles are taken off first: sines of large angles are not computed by vectors.
        Span<double> angles = stackalloc double[times.Length];
        TensorPrimitives.Multiply(times, frequency, angles);
        TensorPrimitives.Round<double>(angles, sines);
        TensorPrimitives.Subtract<double>(angles, sines, angles);
        TensorPrimitives.Multiply(angles, 2 * Math.PI, angles);
        TensorPrimitives.SinCos<double>(angles, sines, cosines);
    }
}
