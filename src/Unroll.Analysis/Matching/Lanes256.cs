using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Analysis.Matching;

/// <summary>4 doubles at a time.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<double>>
{
    public static int Count => 4;

    public static Vector256<double> Load(ref double source, nint at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref source, at));

    public static void Store(Vector256<double> value, ref double destination, nint at) =>
        value.StoreUnsafe(ref Unsafe.Add(ref destination, at));

    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    public static Vector256<double> Subtract(Vector256<double> left, Vector256<double> right) => left - right;

    public static Vector256<double> Multiply(Vector256<double> left, Vector256<double> right) => left * right;

    public static Vector256<double> MultiplyAdd(Vector256<double> left, Vector256<double> right, Vector256<double> addend) =>
        Vector256.MultiplyAddEstimate(left, right, addend);

    // The instruction gives its second operand where one is NaN.
    public static Vector256<double> Max(Vector256<double> left, Vector256<double> right) => Avx.IsSupported ? Avx.Max(left, right)
        : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    public static Vector256<double> Shift(Vector256<double> value, Vector256<double> after) =>
        Vector256.Shuffle(value, Vector256.Create(1L, 2, 3, 3)).WithElement(3, after.ToScalar());

    public static double First(Vector256<double> value) => value.ToScalar();

    public static Vector256<double> LargestOfEach(ref double vectors, nint at)
    {
        Vector256<double> even = Pair(ref vectors, at), odd = Pair(ref vectors, at + 8);
        return Max(Vector256.Create(even.GetLower(), odd.GetLower()), Vector256.Create(even.GetUpper(), odd.GetUpper()));

        static Vector256<double> Pair(ref double vectors, nint at)
        {
            Vector256<double> left = Load(ref vectors, at), right = Load(ref vectors, at + 4);
            Vector256<double> even = Vector256.Create(left[0], right[0], left[2], right[2]);
            return Max(even, Vector256.Create(left[1], right[1], left[3], right[3]));
        }
    }

    public static void TakeBetter(
        Vector256<double> value, Vector256<double> group, ref double bestValues, ref double bestGroups, nint at)
    {
        Vector256<double> best = Load(ref bestValues, at), of = Load(ref bestGroups, at);
        Vector256<double> isBetter = Vector256.GreaterThan(value, best)
            | (Vector256.Equals(value, best) & Vector256.LessThan(group, of));
        if (isBetter.AsInt64() != Vector256<long>.Zero)
        {
            Store(Vector256.ConditionalSelect(isBetter, value, best), ref bestValues, at);
            Store(Vector256.ConditionalSelect(isBetter, group, of), ref bestGroups, at);
        }
    }
}
