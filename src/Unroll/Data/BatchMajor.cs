namespace Unroll.Data;

/// <summary>
/// Conversion between [rows, timesteps, features], as callers see a batch, and [timesteps, rows, features], as layers do.
/// </summary>
internal static class BatchMajor
{
    /// <summary>Reorders a batch into time-major memory.</summary>
    /// <param name="source">[rows, timesteps, features], as long as the destination.</param>
    /// <param name="destination">All of it is written.</param>
    public static void Load(ReadOnlySpan<float> source, TimeMajorSpan destination)
    {
        int timesteps = destination.Timesteps, rows = destination.Rows, features = destination.Features;
        if (timesteps == 1 || rows == 1)
        {
            source.CopyTo(destination.Values);
            return;
        }

        Span<float> values = destination.Values;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> sample = source.Slice(row * timesteps * features, timesteps * features);
            for (int t = 0; t < timesteps; t++)
            {
                sample.Slice(t * features, features).CopyTo(values[(((t * rows) + row) * features)..]);
            }
        }
    }

    /// <summary>Reorders time-major memory into a batch.</summary>
    /// <param name="source">Time-major memory.</param>
    /// <param name="destination">[rows, timesteps, features], as long as the source; all of it is written.</param>
    public static void Store(TimeMajorSpan source, Span<float> destination)
    {
        int timesteps = source.Timesteps, rows = source.Rows, features = source.Features;
        if (timesteps == 1 || rows == 1)
        {
            source.Values.CopyTo(destination);
            return;
        }

        ReadOnlySpan<float> values = source.Values;
        for (int row = 0; row < rows; row++)
        {
            Span<float> sample = destination.Slice(row * timesteps * features, timesteps * features);
            for (int t = 0; t < timesteps; t++)
            {
                values.Slice(((t * rows) + row) * features, features).CopyTo(sample[(t * features)..]);
            }
        }
    }
}
