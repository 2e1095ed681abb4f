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
        using var text = new StringWriter();
        DailyLoadSample.WriteCsv(text);
        if (!File.Exists(path) || File.ReadAllText(path) != text.ToString())
        {
            OutputFile.Write(path, text.ToString());
        }

        return path;
    }
}
