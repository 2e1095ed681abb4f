using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads IDX files, the format of the MNIST digits: an array of numbers of one of six types behind a short header. What gzip packed is
/// unpacked on the way, whatever the file's name.
/// </summary>
public static class IdxReader
{
    // More than any collection of images has classes; what lies above is no label.
    private const int MostClasses = 10_000;

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is missing, no IDX file, or has fewer or more bytes than its header says.</exception>
    public static IdxArray Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IdxContent content = IdxContent.Read(path, cancellationToken);
        double[] values = new double[content.Count];
        content.Copy(0, 1, values);
        return new IdxArray(content.Dimensions, values);
    }

    /// <summary>
    /// Reads images as series: a row of pixels is a timestep, a column of pixels a channel, and values stay as they are (0 to 255 for
    /// MNIST).
    /// </summary>
    /// <param name="images">
    /// The file with the images, <c>[images, rows, columns]</c>; of <c>[series, timesteps]</c> there is one channel, and of more dimensions
    /// those behind the rows make up the channels together.
    /// </param>
    /// <param name="labels">The file with the class of each image, <c>[images]</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Series that are named by their number from 1, with the channels <c>channel-1</c>, …; classes are <c>0</c> up to the highest label.
    /// </returns>
    /// <exception cref="InputException">A file is missing or damaged, or the labels are not as many as the images.</exception>
    public static SeriesSet ReadImages(string images, string? labels = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(images);
        IdxContent content = IdxContent.Read(images, cancellationToken);
        if (content.Dimensions.Length < 2)
        {
            throw new InputException(
                $"{images} has one dimension only ({CountFormatter.Format(content.Dimensions[0], "elements")}), as labels have: " +
                $"expected images × rows × columns, "
                + $"and labels as a second file.");
        }

        int count = content.Dimensions[0];
        int rows = content.Dimensions[1];
        int channels = content.Count / count / rows;
        int[]? classes = labels is null ? null : ReadLabels(labels, images, count, cancellationToken);
        string[] names = TsFrames.NamesOf(channels);
        TimeIndex time = TimeIndex.Numbered(rows);
        SeriesItem[] items = new SeriesItem[count];
        for (int i = 0; i < count; i++)
        {
            ColumnValues[] columns = new ColumnValues[channels];
            for (int channel = 0; channel < channels; channel++)
            {
                columns[channel] = new IdxColumn(content, (i * rows * channels) + channel, channels, rows);
            }

            items[i] =
                new SeriesItem((i + 1).ToString(CultureInfo.InvariantCulture), TsFrames.Make(time, names, columns)) { Class = classes?[i] };
        }

        string[] classNames = classes is null ? []
            : [.. Enumerable.Range(0, classes.Max() + 1).Select(index => index.ToString(CultureInfo.InvariantCulture))];
        return new SeriesSet(items, classNames: classNames);
    }

    private static int[] ReadLabels(string path, string images, int count, CancellationToken cancellationToken)
    {
        IdxArray labels = Read(path, cancellationToken);
        if (labels.Dimensions.Count != 1 || labels.Dimensions[0] != count)
        {
            throw new InputException(
                $"{path} has {string.Join(" × ", labels.Dimensions)} labels, but {images} has {CountFormatter.Format(count, "images")}: " +
                $"expected one label an "
                + $"image.");
        }

        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            double label = labels.Values.Span[i];
            classes[i] = label >= 0 && label < MostClasses && label == (int)label
                ? (int)label
                : throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: label {i + 1} is {label}, expected a whole number from 0 to {MostClasses - 1}."));
        }

        return classes;
    }
}
