using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Analysis.Matching;

/// <summary>2 doubles at a time.</summary>
internal readonly struct Lanes128 : ILanes<Vector128<double>>
{
    public static int Count => 2;

    public static Vector128<double> Load(ref double source, nint at) => Vector128.LoadUnsafe(ref Unsafe.Add(ref source, at));

    public static void Store(Vector128<double> value, ref double destination, nint at) =>
        value.StoreUnsafe(ref Unsafe.Add(ref destination, at));

    public static Vector128<double> Broadcast(double value) => Vector128.Create(value);

    public static Vector128<double> Subtract(Vector128<double> left, Vector128<double> right) => left - right;

    public static Vector128<double> Multiply(Vector128<double> left, Vector128<double> right) => left * right;

    public static Vector128<double> MultiplyAdd(Vector128<double> left, Vector128<double> right, Vector128<double> addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);

    public static Vector128<double> Max(Vector128<double> left, Vector128<double> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    public static Vector128<double> Shift(Vector128<double> value, Vector128<double> after) => Vector128.Create(value[1], after[0]);

    public static double First(Vector128<double> value) => value.ToScalar();

    public static Vector128<double> LargestOfEach(ref double vectors, nint at)
    {
        Vector128<double> left = Load(ref vectors, at), right = Load(ref vectors, at + 2);
        return Max(Vector128.Create(left[0], right[0]), Vector128.Create(left[1], right[1]));
    }

    public static void TakeBetter(
        Vector128<double> value, Vector128<double> group, ref double bestValues, ref double bestGroups, nint at)
    {
        Vector128<double> best = Load(ref bestValues, at), of = Load(ref bestGroups, at);
        Vector128<double> isBetter = Vector128.GreaterThan(value, best)
            | (Vector128.Equals(value, best) & Vector128.LessThan(group, of));
        Store(Vector128.ConditionalSelect(isBetter, value, best), ref bestValues, at);
        Store(Vector128.ConditionalSelect(isBetter, group, of), ref bestGroups, at);
    }
}
