using System.Data.Common;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// The short ways from files and databases to many series: <c>SeriesSet.Read("patients.csv")</c>, <c>SeriesSet.Read(reader)</c>.
/// </summary>
public static class SeriesSetReading
{
    extension(SeriesSet)
    {
        /// <summary>Reads a file with one series or many, of any format that <see cref="SeriesReader"/> knows.</summary>
        /// <param name="path">The file.</param>
        /// <param name="options">Format and columns; detected where not given.</param>
        /// <exception cref="InputException">The file is missing or damaged, or of no format that is read.</exception>
        public static SeriesSet Read(string path, SeriesReaderOptions options = default) => SeriesReader.Read(path, options);

        /// <summary>Reads the rows of any database's reader as one series or many.</summary>
        /// <param name="reader">
        /// The reader, before its first row; the rows of each series come in the order of time. It is not disposed.
        /// </param>
        /// <param name="options">What its columns are.</param>
        /// <exception cref="InputException">
        /// The rows are no series (<see cref="DbFrameReader.ReadSet(DbDataReader, DbFrameOptions)"/>).
        /// </exception>
        public static SeriesSet Read(DbDataReader reader, DbFrameOptions options = default) => DbFrameReader.ReadSet(reader, options);
    }
}
