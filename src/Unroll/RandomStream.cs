using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll;

/// <summary>
/// A reproducible stream of random numbers (xoshiro256**, Blackman and Vigna 2018): the same seed gives the same numbers on every
/// machine and every .NET version, which <see cref="Random"/> does not promise. Streams are identified by a stream number, so that initial
/// weights, shuffling and each layer's dropout never share numbers.
/// </summary>
public sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates a stream.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Which of the seed's streams.</param>
    public RandomStream(ulong seed, ulong stream = 0) => Reset(seed, stream);

    /// <summary>Starts the stream anew, as if it had just been created.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Which of the seed's streams.</param>
    public void Reset(ulong seed, ulong stream = 0)
    {
        // SplitMix64 turns (seed, stream) into a state that is never all zeros.
        ulong x = Mix(seed) ^ (stream * 0xD1342543DE82EF95UL);
        _s0 = Mix(x += 0x9E3779B97F4A7C15UL);
        _s1 = Mix(x += 0x9E3779B97F4A7C15UL);
        _s2 = Mix(x += 0x9E3779B97F4A7C15UL);
        _s3 = Mix(x + 0x9E3779B97F4A7C15UL);
        if ((_s0 | _s1 | _s2 | _s3) == 0)
        {
            _s0 = 1;
        }
    }

    /// <summary>The stream's state.</summary>
    internal RandomState State
    {
        get => new(_s0, _s1, _s2, _s3);
        set => (_s0, _s1, _s2, _s3) = value;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A uniform integer from 0 to <paramref name="exclusiveMaximum"/> − 1.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is not positive.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        return (int)Math.BigMul(NextUInt64(), (ulong)exclusiveMaximum, out _);
    }

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>
    /// Fills with standard normal numbers, faster than one by one: both of each pair of Box and Muller, by vectors. Optimised at once,
    /// since a large layer's weights are drawn before the runtime would get to it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void NextNormals(Span<float> values)
    {
        const int Most = 256;
        Span<float> radii = stackalloc float[Most];
        Span<float> angles = stackalloc float[Most];
        while (values.Length > 0)
        {
            int pairs = Math.Min(Most, (values.Length + 1) / 2);
            for (int i = 0; i < pairs; i++)
            {
                radii[i] = 1 - NextSingle();
                angles[i] = 2 * float.Pi * NextSingle();
            }

            for (int i = 0; i < pairs; i += Vector256<float>.Count)
            {
                Vector256<float> radius = Vector256.Sqrt(-2 * Vector256.Log(Vector256.Create<float>(radii[i..])));
                (Vector256<float> sine, Vector256<float> cosine) = Vector256.SinCos(Vector256.Create<float>(angles[i..]));
                (radius * cosine).CopyTo(radii[i..]);
                (radius * sine).CopyTo(angles[i..]);
            }

            int second = Math.Min(pairs, values.Length - pairs);
            radii[..pairs].CopyTo(values);
            angles[..second].CopyTo(values[pairs..]);
            values = values[(pairs + second)..];
        }
    }

    /// <summary>Shuffles items (Fisher and Yates).</summary>
    /// <param name="items">The items, shuffled in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>A place in a stream of random numbers.</summary>
internal readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3);
