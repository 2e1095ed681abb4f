namespace Unroll.Layers;

/// <summary>The factors of dropout: 0 for dropped elements, 1 / (1 − rate) for the rest, so that the expected sum stays.</summary>
internal static class DropoutMask
{
    public static void Draw(Span<float> mask, float rate, RandomStream random)
    {
        // Each draw of 64 bits decides two elements, 32 bits each.
        ulong threshold = (ulong)(rate * (double)(1UL << 32));
        float kept = 1f / (1f - rate);
        for (int i = 0; i < mask.Length; i += 2)
        {
            ulong bits = random.NextUInt64();
            mask[i] = (bits & uint.MaxValue) < threshold ? 0f : kept;
            if (i + 1 < mask.Length)
            {
                mask[i + 1] = (bits >> 32) < threshold ? 0f : kept;
            }
        }
    }
}
