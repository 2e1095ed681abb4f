namespace Unroll.Kernels;

/// <summary>
/// The vector operations that kernels are written in. A kernel is one generic method over an implementation of this interface, and
/// the JIT compiles it once a width; nothing is written twice. All members must inline to one or two instructions.
/// </summary>
/// <typeparam name="TVector">The vector: <c>Vector512&lt;float&gt;</c>, … or <c>float</c> itself.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Whether 32 vector registers are there, so that a tile of 8 rows × 3 vectors stays in registers; else 4 rows × 3.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(float* source);

    /// <summary>Asks for a cache line; does nothing where the processor cannot be asked, or the address is not one.</summary>
    static abstract void Prefetch(float* address);

    static abstract void Store(TVector value, float* destination);

    /// <summary>The first <paramref name="count"/> lanes, 1 to all but one; zeros in the others, whose memory is not touched.</summary>
    static abstract TVector LoadPartial(float* source, int count);

    /// <summary>Stores the first <paramref name="count"/> lanes, 1 to all but one; memory beyond them is not touched.</summary>
    static abstract void StorePartial(TVector value, float* destination, int count);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector SquareRoot(TVector value);

    /// <summary>The smaller; where the right operand is NaN, NaN.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>The larger; where the right operand is NaN, NaN.</summary>
    static abstract TVector Max(TVector left, TVector right);

    static abstract TVector Abs(TVector value);

    /// <summary>The magnitude of one with the sign of the other, lane by lane.</summary>
    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>left · right + addend, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Lane by lane: <c>left &gt; right ? then : otherwise</c>.</summary>
    static abstract TVector IfGreater(TVector left, TVector right, TVector then, TVector otherwise);

    /// <summary>
    /// value · 2ⁿ, where <paramref name="shifted"/> is n + 1.5·2²³: in that form the low bits of the float are the integer n, and
    /// shifting them into the exponent's place and adding is all that is to be done.
    /// </summary>
    static abstract TVector ScaleByPowerOfTwo(TVector value, TVector shifted);
}
