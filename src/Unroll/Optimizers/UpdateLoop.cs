using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>
/// The loop that all optimizers share. What is left beyond whole vectors goes through one more vector, padded, and so through the very
/// same instructions: a weight's new bits do not depend on where the range begins or ends.
/// </summary>
internal static class UpdateLoop
{
    /// <summary>Updates a range; slots that a rule does not use are empty.</summary>
    public static void Run<TRule>(TRule rule, Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots)
        where TRule : struct, IUpdateRule
    {
        Span<float> first = slots[0], second = slots[1], third = slots[2];
        CheckLength(values.Length, gradient.Length, "gradient");
        CheckSlot(values.Length, first.Length);
        CheckSlot(values.Length, second.Length);
        CheckSlot(values.Length, third.Length);
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= values.Length - width; i += width)
        {
            Vector<float> weight = new(values[i..]);
            Vector<float> firstSlot = first.IsEmpty ? default : new(first[i..]);
            Vector<float> secondSlot = second.IsEmpty ? default : new(second[i..]);
            Vector<float> thirdSlot = third.IsEmpty ? default : new(third[i..]);
            rule.Update(ref weight, new Vector<float>(gradient[i..]), ref firstSlot, ref secondSlot, ref thirdSlot);
            weight.CopyTo(values[i..]);
            if (!first.IsEmpty)
            {
                firstSlot.CopyTo(first[i..]);
            }

            if (!second.IsEmpty)
            {
                secondSlot.CopyTo(second[i..]);
            }

            if (!third.IsEmpty)
            {
                thirdSlot.CopyTo(third[i..]);
            }
        }

        if (i < values.Length)
        {
            Vector<float> weight = LoadPartial(values[i..]);
            Vector<float> firstSlot = first.IsEmpty ? default : LoadPartial(first[i..]);
            Vector<float> secondSlot = second.IsEmpty ? default : LoadPartial(second[i..]);
            Vector<float> thirdSlot = third.IsEmpty ? default : LoadPartial(third[i..]);
            rule.Update(ref weight, LoadPartial(gradient[i..]), ref firstSlot, ref secondSlot, ref thirdSlot);
            StorePartial(weight, values[i..]);
            if (!first.IsEmpty)
            {
                StorePartial(firstSlot, first[i..]);
            }

            if (!second.IsEmpty)
            {
                StorePartial(secondSlot, second[i..]);
            }

            if (!third.IsEmpty)
            {
                StorePartial(thirdSlot, third[i..]);
            }
        }
    }

    private static Vector<float> LoadPartial(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        values.CopyTo(padded);
        return new Vector<float>(padded);
    }

    private static void StorePartial(Vector<float> vector, Span<float> destination)
    {
        Span<float> all = stackalloc float[Vector<float>.Count];
        vector.CopyTo(all);
        all[..destination.Length].CopyTo(destination);
    }

    private static void CheckSlot(int expected, int actual)
    {
        if (actual != 0)
        {
            CheckLength(expected, actual, "state");
        }
    }

    private static void CheckLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(actual, "numbers")} of {name} for " +
                $"{CountFormatter.Format(expected, "weights")}; there must be as many.", name);
        }
    }
}
