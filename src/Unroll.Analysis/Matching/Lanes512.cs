using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Analysis.Matching;

/// <summary>8 doubles at a time.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<double>>
{
    public static int Count => 8;

    public static Vector512<double> Load(ref double source, nint at) => Vector512.LoadUnsafe(ref Unsafe.Add(ref source, at));

    public static void Store(Vector512<double> value, ref double destination, nint at) =>
        value.StoreUnsafe(ref Unsafe.Add(ref destination, at));

    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    public static Vector512<double> Subtract(Vector512<double> left, Vector512<double> right) => left - right;

    public static Vector512<double> Multiply(Vector512<double> left, Vector512<double> right) => left * right;

    public static Vector512<double> MultiplyAdd(Vector512<double> left, Vector512<double> right, Vector512<double> addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);

    // The instruction gives its second operand where one is NaN.
    public static Vector512<double> Max(Vector512<double> left, Vector512<double> right) => Avx512F.Max(left, right);

    public static Vector512<double> Shift(Vector512<double> value, Vector512<double> after) =>
        Avx512F.AlignRight64(after.AsInt64(), value.AsInt64(), 1).AsDouble();

    public static double First(Vector512<double> value) => value.ToScalar();

    /// <summary>Three rounds of interleaving two vectors and taking the larger lanes: 8 vectors become 4, 2 and 1.</summary>
    public static Vector512<double> LargestOfEach(ref double vectors, nint at)
    {
        Vector512<double> first = Quarter(ref vectors, at), second = Quarter(ref vectors, at + 32);
        return Blocks(first, second);

        static Vector512<double> Quarter(ref double vectors, nint at) => Blocks(Pair(ref vectors, at), Pair(ref vectors, at + 16));

        static Vector512<double> Pair(ref double vectors, nint at)
        {
            Vector512<double> left = Load(ref vectors, at), right = Load(ref vectors, at + 8);
            return Avx512F.Max(Avx512F.UnpackLow(left, right), Avx512F.UnpackHigh(left, right));
        }

        // Blocks of two lanes: the even ones of both vectors against the odd ones.
        static Vector512<double> Blocks(Vector512<double> left, Vector512<double> right) =>
            Avx512F.Max(Avx512F.Shuffle4x128(left, right, 0b10_00_10_00), Avx512F.Shuffle4x128(left, right, 0b11_01_11_01));
    }

    public static void TakeBetter(
        Vector512<double> value, Vector512<double> group, ref double bestValues, ref double bestGroups, nint at)
    {
        Vector512<double> best = Load(ref bestValues, at), of = Load(ref bestGroups, at);
        Vector512<double> isBetter = Vector512.GreaterThan(value, best)
            | (Vector512.Equals(value, best) & Vector512.LessThan(group, of));
        if (isBetter.AsInt64() != Vector512<long>.Zero)
        {
            Store(Vector512.ConditionalSelect(isBetter, value, best), ref bestValues, at);
            Store(Vector512.ConditionalSelect(isBetter, group, of), ref bestGroups, at);
        }
    }
}
