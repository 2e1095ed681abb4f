using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>Loads and stores of vectors of which the last in a row may have fewer lanes.</summary>
internal static unsafe class Lanes
{
    /// <summary>Loads the lanes that are there; zeros in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(float* source, int present)
        where TSimd : ISimd<TVector>
        where TVector : struct => present >= TSimd.Lanes ? TSimd.Load(source) : TSimd.LoadPartial(source, present);

    /// <summary>Stores the lanes that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TSimd, TVector>(TVector value, float* destination, int present)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (present >= TSimd.Lanes)
        {
            TSimd.Store(value, destination);
        }
        else
        {
            TSimd.StorePartial(value, destination, present);
        }
    }

    /// <summary>Adds to a sum in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<TSimd, TVector>(float* sum, TVector value)
        where TSimd : ISimd<TVector>
        where TVector : struct => TSimd.Store(TSimd.Add(TSimd.Load(sum), value), sum);
}
