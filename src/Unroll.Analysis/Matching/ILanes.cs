namespace Unroll.Analysis.Matching;

/// <summary>
/// The vector operations that the matrix profile is written in: its loops are generic methods over an implementation, which the JIT
/// compiles once a width. All members inline to one or two instructions.
/// </summary>
/// <typeparam name="TVector">The vector: <c>Vector512&lt;double&gt;</c>, … or <c>double</c> itself.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Doubles in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The vector that begins at an element.</summary>
    static abstract TVector Load(ref double source, nint at);

    /// <summary>Stores a vector from an element on.</summary>
    static abstract void Store(TVector value, ref double destination, nint at);

    static abstract TVector Broadcast(double value);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left · right + addend, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger; where the left one is NaN, the right one.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The lanes from the second on, and after them the first lane of another vector.</summary>
    static abstract TVector Shift(TVector value, TVector after);

    /// <summary>The first lane.</summary>
    static abstract double First(TVector value);

    /// <summary>The largest lane of each of as many vectors as there are lanes; NaN nowhere.</summary>
    static abstract TVector LargestOfEach(ref double vectors, nint at);

    /// <summary>
    /// Lane by lane, whether a value with its group is better than another: larger, or as large and of a lower group.
    /// </summary>
    static abstract void TakeBetter(TVector value, TVector group, ref double bestValues, ref double bestGroups, nint at);
}
