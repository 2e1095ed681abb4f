using System.Numerics;
using System.Numerics.Tensors;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The discrete Fourier transform of a power of two of values, by Stockham's algorithm in steps of four, which sorts as it goes and reads
/// memory in runs: the transform of large grids, where that of MathNet.Numerics takes many times as long.
/// </summary>
internal sealed class PowerOfTwoTransform
{
    private readonly int _length;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly double[] _spareReal;
    private readonly double[] _spareImaginary;

    /// <summary>Prepares transforms of a length; an object makes one at a time.</summary>
    /// <param name="length">A power of two.</param>
    public PowerOfTwoTransform(int length)
    {
        _length = length;
        (_spareReal, _spareImaginary) = (new double[length], new double[length]);
        int quarter = Math.Max(1, length / 4);
        (_cosines, _sines) = (new double[quarter], new double[quarter]);
        for (int k = 0; k < quarter; k++)
        {
            (_sines[k], _cosines[k]) = Math.SinCos(2 * Math.PI * k / length);
        }
    }

    /// <summary>Values of a transform.</summary>
    public int Length => _length;

    /// <summary>The sums Σ x(j)·exp(+2πi·j·k / length), in place.</summary>
    /// <param name="real">Real parts, as many as the length.</param>
    /// <param name="imaginary">Imaginary parts, as many.</param>
    public void Transform(double[] real, double[] imaginary)
    {
        (double[] toReal, double[] toImaginary) = (_spareReal, _spareImaginary);
        (double[] fromReal, double[] fromImaginary) = (real, imaginary);
        int count = _length, stride = 1;
        for (; count >= 4; count /= 4, stride *= 4)
        {
            Step(count, stride, fromReal, fromImaginary, toReal, toImaginary);
            (fromReal, toReal) = (toReal, fromReal);
            (fromImaginary, toImaginary) = (toImaginary, fromImaginary);
        }

        if (count == 2)
        {
            int half = _length / 2;
            Butterfly(fromReal, toReal, half);
            Butterfly(fromImaginary, toImaginary, half);
            (fromReal, fromImaginary) = (toReal, toImaginary);
        }

        if (fromReal != real)
        {
            fromReal.CopyTo(real, 0);
            fromImaginary.CopyTo(imaginary, 0);
        }
    }

    private static void Butterfly(double[] from, double[] to, int half)
    {
        TensorPrimitives.Add<double>(from.AsSpan(0, half), from.AsSpan(half, half), to.AsSpan(0, half));
        TensorPrimitives.Subtract<double>(from.AsSpan(0, half), from.AsSpan(half, half), to.AsSpan(half, half));
    }

    private void Step(int count, int stride, double[] fromReal, double[] fromImaginary, double[] toReal, double[] toImaginary)
    {
        int quarter = count / 4, apart = quarter * stride;
        for (int p = 0; p < quarter; p++)
        {
            double c1 = _cosines[p * stride], s1 = _sines[p * stride];
            double c2 = (c1 * c1) - (s1 * s1), s2 = 2 * c1 * s1;
            double c3 = (c1 * c2) - (s1 * s2), s3 = (c1 * s2) + (s1 * c2);
            int from = p * stride, to = 4 * from;
            if (stride < Vector<double>.Count)
            {
                for (int q = 0; q < stride; q++)
                {
                    Complex a = At(from + q), b = At(from + q + apart), c = At(from + q + (2 * apart)), d = At(from + q + (3 * apart));
                    Complex turned = Complex.ImaginaryOne * (b - d);
                    Put(to + q, a + c + (b + d));
                    Put(to + q + stride, new Complex(c1, s1) * (a - c + turned));
                    Put(to + q + (2 * stride), new Complex(c2, s2) * (a + c - (b + d)));
                    Put(to + q + (3 * stride), new Complex(c3, s3) * (a - c - turned));
                }

                continue;
            }

            for (int q = 0; q < stride; q += Vector<double>.Count)
            {
                int at = from + q;
                Vector<double> ar = new(fromReal, at), br = new(fromReal, at + apart);
                Vector<double> cr = new(fromReal, at + (2 * apart)), dr = new(fromReal, at + (3 * apart));
                Vector<double> ai = new(fromImaginary, at), bi = new(fromImaginary, at + apart);
                Vector<double> ci = new(fromImaginary, at + (2 * apart)), di = new(fromImaginary, at + (3 * apart));
                Vector<double> evenReal = ar + cr, evenImaginary = ai + ci, oddReal = br + dr, oddImaginary = bi + di;
                Vector<double> offReal = ar - cr, offImaginary = ai - ci, sideReal = bi - di, sideImaginary = br - dr;
                (evenReal + oddReal).CopyTo(toReal, to + q);
                (evenImaginary + oddImaginary).CopyTo(toImaginary, to + q);
                Turn(offReal - sideReal, offImaginary + sideImaginary, c1, s1, to + q + stride);
                Turn(evenReal - oddReal, evenImaginary - oddImaginary, c2, s2, to + q + (2 * stride));
                Turn(offReal + sideReal, offImaginary - sideImaginary, c3, s3, to + q + (3 * stride));
            }
        }

        Complex At(int at) => new(fromReal[at], fromImaginary[at]);

        void Put(int at, Complex value) => (toReal[at], toImaginary[at]) = (value.Real, value.Imaginary);

        void Turn(Vector<double> real, Vector<double> imaginary, double cosine, double sine, int at)
        {
            ((real * cosine) - (imaginary * sine)).CopyTo(toReal, at);
            ((real * sine) + (imaginary * cosine)).CopyTo(toImaginary, at);
        }
    }
}
