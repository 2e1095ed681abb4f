using System.Numerics;
using System.Numerics.Tensors;

namespace Unroll.Series.Frames;

/// <summary>Numbers that 32-bit floats hold exactly take half the memory as floats; all others stay doubles.</summary>
internal static class FloatPrecision
{
    /// <summary>Whether floats hold all values exactly; a missing one (NaN) they do.</summary>
    /// <param name="values">The values.</param>
    public static bool Holds(ReadOnlySpan<double> values)
    {
        int at = 0;
        for (; at + (2 * Vector<double>.Count) <= values.Length; at += 2 * Vector<double>.Count)
        {
            Vector<double> low = new(values[at..]);
            Vector<double> high = new(values[(at + Vector<double>.Count)..]);
            Vector.Widen(Vector.Narrow(low, high), out Vector<double> lowAgain, out Vector<double> highAgain);
            if (!AreSame(low, lowAgain) || !AreSame(high, highAgain))
            {
                return false;
            }
        }

        while (at < values.Length && ((float)values[at] == values[at] || double.IsNaN(values[at])))
        {
            at++;
        }

        return at == values.Length;
    }

    /// <summary>Rounds each value to the nearest float.</summary>
    /// <param name="values">The values.</param>
    /// <param name="rounded">As many places.</param>
    public static void Round(ReadOnlySpan<double> values, Span<float> rounded) => TensorPrimitives.ConvertTruncating(values, rounded);

    /// <summary>Turns floats into doubles.</summary>
    /// <param name="values">The floats.</param>
    /// <param name="widened">As many places.</param>
    public static void Widen(ReadOnlySpan<float> values, Span<double> widened) => TensorPrimitives.ConvertTruncating(values, widened);

    private static bool AreSame(Vector<double> values, Vector<double> again) =>
        Vector.EqualsAll(Vector.Equals(values, again) | ~Vector.Equals(values, values), Vector<long>.AllBitsSet);
}
