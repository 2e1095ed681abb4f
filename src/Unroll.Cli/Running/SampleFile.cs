using System.Globalization;
using System.Text;
using Unroll.Cli.Display;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Cli.Running;

/// <summary>The generated series, as a frame and as a file.</summary>
internal static class SampleFile
{
    /// <summary>Generates the series.</summary>
    internal static Frame Generate() => DailyLoadSample.Create();

    /// <summary>Writes the series as CSV where it is not there yet, so that other commands (and people) have a file to work on.</summary>
    /// <returns>The path.</returns>
    internal static string Ensure(string path)
    {
        string text = ToCsv(Generate());
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            OutputFile.Write(path, text);
        }

        return path;
    }

    private static string ToCsv(Frame frame)
    {
        var text = new StringBuilder("date");
        foreach (string name in frame.ColumnNames)
        {
            text.Append(',').Append(name);
        }

        text.Append('\n');
        for (int row = 0; row < frame.RowCount; row++)
        {
            text.Append(TimeText.Of(frame.Time[row]));
            foreach (string name in frame.ColumnNames)
            {
                float value = frame.Column(name)[row];
                text.Append(',').Append(float.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

}
