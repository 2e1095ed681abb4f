namespace Unroll.Series.DataSets;

/// <summary>
/// The ZIP archive of a data set of many files. <see cref="DataSet.RelativePath"/> is then the folder that they are put into, and
/// <see cref="DataSet.Sha256"/> that of the lines that <c>sha256sum *.wav</c> prints there: a server may pack the same files anew.
/// </summary>
/// <param name="Folder">The folder of the files in the archive, below its top folder, with forward slashes.</param>
/// <param name="Extension">Their extension, with the point; others are left out.</param>
public sealed record DataSetArchive(string Folder, string Extension);
