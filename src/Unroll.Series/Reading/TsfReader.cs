using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of <c>.tsf</c> files, the format of the Monash forecasting archive (<c>forecastingdata.org</c>): a header of <c>@key value</c>
/// lines with the attributes that each series has, then one series a line: its attributes and its values, with colons between them. A gzip
/// file is unpacked on the way.
/// </summary>
/// <remarks>
/// <para>
/// The first attribute of type string names the series (their number from 1 where there is none). Of the further ones, numbers become
/// <see cref="SeriesItem.StaticCovariates"/>; text joins the name, as in <c>T1/north</c>; dates become static covariates,
/// in days from 1970-01-01 on.
/// </para>
/// <para>
/// The first attribute of type date is the start of a series; the stamps follow at the step of <c>@frequency</c>. Rows are numbered where
/// one of the two is not given.
/// </para>
/// </remarks>
public static class TsfReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">
    /// The file is missing or damaged, a cell is no number, or the series are not as the header says. The message names the file, the line
    /// and the text.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TsfSeries Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Guard(path, () =>
        {
            using TextScanner scanner = new(path, cancellationToken);
            TsfHeader header = TsfHeader.Read(scanner);
            return new TsfSeries(new TsfItems(scanner, header).Read())
            {
                Relation = header.Relation,
                Frequency = header.Frequency,
                Step = header.Step,
                Horizon = header.Horizon,
            };
        });
    }
}
