namespace Unroll.Series.DataSets;

/// <summary>The progress of a download in bytes.</summary>
/// <param name="Received">Bytes of the file that are on disk, those of an earlier, interrupted download included.</param>
/// <param name="Total">Bytes of the whole file, or null where the server does not say.</param>
/// <param name="ResumedFrom">Bytes that were there before this connection, 0 for a fresh start.</param>
public readonly record struct DownloadProgress(long Received, long? Total, long ResumedFrom);
