using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// Copies samples from one shape to another of as many numbers, each sample in the order that a user sees: timestep by timestep.
/// </summary>
internal static class SampleOrder
{
    public static void Copy(TimeMajorSpan from, TimeMajorSpan to)
    {
        int length = from.Timesteps * from.Features;
        for (int position = 0; position < length;)
        {
            // What is contiguous in both lies within one timestep of both.
            (int source, int sourceFeature) = (position / from.Features, position % from.Features);
            (int target, int targetFeature) = (position / to.Features, position % to.Features);
            int count = Math.Min(from.Features - sourceFeature, to.Features - targetFeature);
            for (int row = 0; row < from.Rows; row++)
            {
                from.At(source, row).Slice(sourceFeature, count).CopyTo(to.At(target, row)[targetFeature..]);
            }

            position += count;
        }
    }
}
