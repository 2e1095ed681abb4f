namespace Unroll.Workloads.Table;

/// <summary>
/// The lengths of a batch of texts as it comes out of a bucket: those of German and English descriptions of pictures, 12.5 and 14 words in
/// the mean, the end included.
/// </summary>
internal static class TranslationBatch
{
    /// <summary>So many words the shortest source is shorter than the longest target.</summary>
    public const int Spread = 4;

    /// <summary>Words of a source.</summary>
    public static int SourceLength(Workload workload, int row) => workload.Timesteps - 1 - (row % Spread);

    /// <summary>Words of a target, its end included.</summary>
    public static int TargetLength(Workload workload, int row) => workload.Timesteps - (row % (Spread - 1));

    /// <summary>Words of all sources, or of all targets.</summary>
    public static double Sum(Workload workload, Func<Workload, int, int> length) =>
        Enumerable.Range(0, workload.Batch).Sum(row => length(workload, row));
}
