using Unroll.Insight.Attribution;
using Unroll.Models;

namespace Unroll.Insight.Recurrence;

/// <summary>Probes for a sample.</summary>
internal static class Probes
{
    /// <summary>A probe for some rows of the same sample.</summary>
    /// <exception cref="ArgumentException">The sample does not have the model's shapes.</exception>
    public static GradientProbe Of(Model model, InputSample sample, int rows = 1) => new(
        model, rows, sample.Shapes,
        [.. sample.Lengths.Select(length => length is { } real ? Enumerable.Repeat(real, rows).ToArray() : null)]);

    /// <summary>Real timesteps of the first input that is a sequence.</summary>
    public static int LengthOf(InputSample sample)
    {
        int input = Math.Max(0, sample.Shapes.ToList().FindIndex(shape => shape.IsSequence));
        return sample.LengthOf(input);
    }
}
