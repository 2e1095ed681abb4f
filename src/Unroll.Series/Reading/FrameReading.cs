using System.Data.Common;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Shortcuts from files and databases to frames: <c>Frame.Read("energy.csv")</c>, <c>Frame.Read(reader)</c>.</summary>
public static class FrameReading
{
    extension(Frame)
    {
        /// <summary>Reads a file with one series, of any format that <see cref="SeriesReader"/> knows.</summary>
        /// <param name="path">The file.</param>
        /// <param name="options">Format and columns; detected where not given.</param>
        /// <exception cref="InputException">The file is missing or damaged, of no format that is read, or holds several series.</exception>
        public static Frame Read(string path, SeriesReaderOptions options = default)
        {
            SeriesSet set = SeriesReader.Read(path, options);
            return set.Count == 1
                ? set[0].Frame
                : throw new InputException($"{path} holds {set.Count} series, but one is expected here: read them all by SeriesSet.Read.");
        }

        /// <summary>Reads the rows of any database's reader as one series.</summary>
        /// <param name="reader">The reader, before its first row; rows come in the order of time. It is not disposed.</param>
        /// <param name="options">The roles of its columns.</param>
        /// <exception cref="InputException">The rows are no series (<see cref="DbFrameReader.Read"/>).</exception>
        public static Frame Read(DbDataReader reader, DbFrameOptions options = default) => DbFrameReader.Read(reader, options);
    }
}
