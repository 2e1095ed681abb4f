namespace Unroll.Series.DataSets;

/// <summary>How <see cref="DataSetDownloader"/> reaches a server.</summary>
public readonly record struct DataSetDownloaderOptions()
{
    /// <summary>
    /// A mirror to take files from: their address becomes this one followed by <see cref="DataSet.RelativePath"/>. Null, the default, means
    /// each data set's own <see cref="DataSet.Address"/>.
    /// </summary>
    public Uri? Mirror { get; init; }

    /// <summary>How often a cut connection is taken up again before giving up; 3 by default, and 1 is no second attempt.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long a server may stay silent before the connection counts as cut; 30 seconds by default.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before a cut connection is taken up again, doubled each time; half a second by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
