using System.Diagnostics;
using System.Numerics;

namespace Unroll.Kernels;

/// <summary>The backward pass of a maximum of several arrays, element by element.</summary>
internal static class MaximumGradient
{
    /// <summary>
    /// Where a candidate is the maximum, moves the gradient to it: called for one candidate after the other, so that among equals the first
    /// takes all.
    /// </summary>
    /// <param name="candidate">One of the arrays.</param>
    /// <param name="maximum">The maximum of all.</param>
    /// <param name="gradient">What is left of the maximum's gradient; zero afterwards where the candidate took it.</param>
    /// <param name="candidateGradient">Added to.</param>
    public static void Take(ReadOnlySpan<float> candidate, ReadOnlySpan<float> maximum, Span<float> gradient, Span<float> candidateGradient)
    {
        Debug.Assert(
            candidate.Length == maximum.Length && gradient.Length == maximum.Length && candidateGradient.Length == maximum.Length,
            "The spans differ in length.");
        int i = 0;
        for (; i <= maximum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> left = new(gradient[i..]);
            Vector<int> takes = Vector.Equals(new Vector<float>(candidate[i..]), new Vector<float>(maximum[i..]));
            (new Vector<float>(candidateGradient[i..]) + Vector.ConditionalSelect(takes, left, Vector<float>.Zero)).CopyTo(
                candidateGradient[i..]);
            Vector.ConditionalSelect(takes, Vector<float>.Zero, left).CopyTo(gradient[i..]);
        }

        for (; i < maximum.Length; i++)
        {
            if (candidate[i] == maximum[i])
            {
                candidateGradient[i] += gradient[i];
                gradient[i] = 0;
            }
        }
    }
}
