using Unroll.Kernels;

namespace Unroll.Benchmarks;

/// <summary>Numbers to compute with: small, so that nothing overflows however often it is added up.</summary>
internal static class RandomNumbers
{
    /// <summary>Numbers between −0.05 and 0.05, aligned as the engine's own.</summary>
    /// <param name="length">How many.</param>
    /// <param name="seed">Which.</param>
    public static AlignedBuffer Create(int length, ulong seed)
    {
        RandomStream random = new(seed);
        AlignedBuffer numbers = new(length);
        Fill(numbers.Span, random);
        return numbers;
    }

    /// <summary>Fills with numbers between −0.05 and 0.05.</summary>
    public static void Fill(Span<float> numbers, RandomStream random)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = 0.1f * (random.NextSingle() - 0.5f);
        }
    }
}
