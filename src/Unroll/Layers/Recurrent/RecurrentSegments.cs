namespace Unroll.Layers;

/// <summary>
/// The segments of time of a pass, of which the workspace holds one at a time: a single one, or with gradient checkpointing (Chen, Xu,
/// Zhang and Guestrin 2016) about √T of about √T timesteps, so that what is held and what is kept of each segment both grow with √T only.
/// </summary>
/// <param name="Timesteps">T.</param>
/// <param name="Length">Timesteps of a segment; the last one in time may have fewer.</param>
/// <param name="GoBackwards">Whether the last timestep is computed first.</param>
internal readonly record struct RecurrentSegments(int Timesteps, int Length, bool GoBackwards)
{
    /// <summary>Segments.</summary>
    public int Count => (Timesteps + Length - 1) / Length;

    /// <summary>Cuts time into segments of about √T timesteps.</summary>
    /// <param name="timesteps">T.</param>
    /// <param name="multiple">
    /// What a segment's length must be a multiple of: the timesteps whose weight gradients are added up together. Cut elsewhere, sums would
    /// be rounded differently.
    /// </param>
    /// <param name="goBackwards">Whether the last timestep is computed first.</param>
    public static RecurrentSegments OfRoot(int timesteps, int multiple, bool goBackwards)
    {
        double root = Math.Sqrt(timesteps);
        int length = (int)Math.Max(1, Math.Round(root / multiple)) * multiple;
        return new RecurrentSegments(timesteps, Math.Min(length, timesteps), goBackwards);
    }

    /// <summary>The segment that is computed as number <paramref name="index"/>.</summary>
    public RecurrentSegment At(int index)
    {
        int first = (GoBackwards ? Count - 1 - index : index) * Length;
        return new RecurrentSegment(first, Math.Min(Length, Timesteps - first));
    }
}

/// <summary>Some consecutive timesteps of a pass.</summary>
/// <param name="First">The first of them in time.</param>
/// <param name="Timesteps">How many.</param>
internal readonly record struct RecurrentSegment(int First, int Timesteps);
