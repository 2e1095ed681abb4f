using System.Numerics;

namespace Unroll.Kernels;

/// <summary>
/// Dropout decided by a hash of an element's number rather than by a stream of random numbers: any part of the mask can be made again, in
/// any order, and nobody need keep it. The same on every processor.
/// </summary>
internal readonly struct HashedDropout
{
    private readonly uint _first;
    private readonly uint _second;
    private readonly uint _threshold;
    private readonly float _kept;

    /// <summary>Chooses a mask.</summary>
    /// <param name="rate">Share that is dropped, from 0 up to but not including 1.</param>
    /// <param name="seed">Which of all masks.</param>
    public HashedDropout(float rate, ulong seed)
    {
        _first = (uint)seed;
        _second = (uint)(seed >> 32);
        _threshold = (uint)(rate * (double)(1UL << 32));
        _kept = 1 / (1 - rate);
    }

    /// <summary>Writes 0 for what is dropped, 1 / (1 − rate) for the rest.</summary>
    /// <param name="start">Number of the first element; numbers count modulo 2³².</param>
    /// <param name="mask">Receives the mask of the elements from there on.</param>
    public void Fill(uint start, Span<float> mask)
    {
        int i = 0;
        var lanes = Vector<uint>.Indices;
        for (; i <= mask.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<uint> hash = Mix(Mix(lanes + new Vector<uint>(start + (uint)i + _first)) ^ new Vector<uint>(_second));
            Vector<float> drops = Vector.AsVectorSingle(Vector.LessThan(hash, new Vector<uint>(_threshold)));
            Vector.AndNot(new Vector<float>(_kept), drops).CopyTo(mask[i..]);
        }

        for (; i < mask.Length; i++)
        {
            mask[i] = Mix(Mix(start + (uint)i + _first) ^ _second) < _threshold ? 0 : _kept;
        }
    }

    /// <summary>The finalizer of MurmurHash3 (Appleby): every bit that goes in changes about half of those that come out.</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }

    private static Vector<uint> Mix(Vector<uint> x)
    {
        x = (x ^ (x >>> 16)) * 0x85EBCA6B;
        x = (x ^ (x >>> 13)) * 0xC2B2AE35;
        return x ^ (x >>> 16);
    }
}
