using System.Runtime.CompilerServices;

namespace Unroll.Analysis.Matching;

/// <summary>One double at a time.</summary>
internal readonly struct LanesScalar : ILanes<double>
{
    public static int Count => 1;

    public static double Load(ref double source, nint at) => Unsafe.Add(ref source, at);

    public static void Store(double value, ref double destination, nint at) => Unsafe.Add(ref destination, at) = value;

    public static double Broadcast(double value) => value;

    public static double Subtract(double left, double right) => left - right;

    public static double Multiply(double left, double right) => left * right;

    public static double MultiplyAdd(double left, double right, double addend) => (left * right) + addend;

    public static double Max(double left, double right) => left > right ? left : right;

    public static double Shift(double value, double after) => after;

    public static double First(double value) => value;

    public static double LargestOfEach(ref double vectors, nint at) => Unsafe.Add(ref vectors, at);

    public static void TakeBetter(double value, double group, ref double bestValues, ref double bestGroups, nint at)
    {
        ref double best = ref Unsafe.Add(ref bestValues, at), of = ref Unsafe.Add(ref bestGroups, at);
        if (value > best || (value == best && group < of))
        {
            (best, of) = (value, group);
        }
    }
}
