namespace Unroll.Series.DataSets;

/// <summary>Options of <see cref="DataSetDownloader"/>: mirror, attempts and timeouts.</summary>
public readonly record struct DataSetDownloaderOptions()
{
    /// <summary>
    /// A mirror to take files from: their address becomes this one followed by <see cref="DataSet.RelativePath"/>. Null, the default, means
    /// each data set's own <see cref="DataSet.Address"/>.
    /// </summary>
    public Uri? Mirror { get; init; }

    /// <summary>Attempts a download gets when the connection is cut; 3 by default, 1 for no second attempt.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Silence of a server after which the connection counts as cut; 30 seconds by default.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Delay before a retry, doubled each time; half a second by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
