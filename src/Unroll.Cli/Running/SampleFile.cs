using Unroll.Series.DataSets;
using Unroll.Series.Frames;
using Unroll.Series.Samples;

namespace Unroll.Cli.Running;

/// <summary>The generated data sets, as frames and as files.</summary>
internal static class SampleFile
{
    /// <summary>Generates the daily load series.</summary>
    internal static Frame Generate() => DailyLoadSample.Create();

    /// <summary>Writes a generated data set as CSV where it is not there yet, so that other commands (and people) have a file to work on.</summary>
    /// <param name="dataSet">The data set, a generated one.</param>
    /// <param name="path">Where to.</param>
    /// <returns>The path.</returns>
    internal static string Ensure(DataSet dataSet, string path)
    {
        using var text = new StringWriter();
        dataSet.Generate!(text);
        if (!File.Exists(path) || File.ReadAllText(path) != text.ToString())
        {
            OutputFile.Write(path, text.ToString());
        }

        return path;
    }
}
