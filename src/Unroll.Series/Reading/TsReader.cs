using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of <c>.ts</c> files, the format of the UCR and UEA archives of time series (<c>timeseriesclassification.com</c>): a header of
/// <c>@key value</c> lines, then one series a line, its channels between colons, its class or its target at the end. Channels are named
/// <c>channel-1</c>, <c>channel-2</c>, …; rows are numbered, or have the stamps of the file. Series may differ in length, and so may the
/// channels of one: the shorter ones are missing at the end, or at the stamps that others have. A gzip file is unpacked on the way.
/// </summary>
public static class TsReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Its series, named by their number from 1, with <see cref="SeriesItem.Class"/> where the header has <c>@classLabel true A B</c> and
    /// <see cref="SeriesItem.Value"/> where it has <c>@targetLabel true</c>. Stamps that are numbers count as seconds from 1970 on.
    /// </returns>
    /// <exception cref="InputException">
    /// The file is missing or damaged, a cell is no number, or the series are not as the header says. The message names the file, the line,
    /// the series and the channel.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SeriesSet Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Guard(path, () =>
        {
            using TextScanner scanner = new(path, cancellationToken);
            return new TsItems(scanner, TsHeader.Read(scanner)).Read();
        });
    }
}
