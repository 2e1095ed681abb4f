using System.Text;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports;

/// <summary>
/// Writes the report of a run: one self-contained HTML file with the figures, charts, model, recipe and seed. It is laid out for light and
/// dark screens, phones and paper, and works offline; only where the build could not embed the chart library is it loaded from a CDN.
/// </summary>
public static class ReportWriter
{
    /// <summary>Whether reports work offline: false when this assembly was built without Node.js, so that charts load from a CDN.</summary>
    public static bool IsSelfContained => ChartLibrary.Preferred.IsEmbedded;

    /// <summary>The version of Unroll that a report names.</summary>
    internal static string Version => typeof(ReportWriter).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>
    /// Writes the report of a run to a file, whose folder is made if needed. The file appears at once, when it is whole; one that was there
    /// before is replaced.
    /// </summary>
    /// <param name="path">The file, usually <c>report.html</c> in the run folder.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, ForecastRun run)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(run);
        WriteText(path, ToHtml(run));
    }

    /// <summary>
    /// Writes the report of a classification to a file, whose folder is made if needed. The file appears at once, when it is whole; one that was
    /// there before is replaced. Its charts are drawn without a script.
    /// </summary>
    /// <param name="path">The file, usually <c>report.html</c> in the run folder.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, ClassificationRun run)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(run);
        WriteText(path, ToHtml(run));
    }

    /// <summary>The report of a classification as an HTML document.</summary>
    /// <param name="run">The run.</param>
    public static string ToHtml(ClassificationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ClassificationPage.Of(run, DateTimeOffset.UtcNow);
    }

    private static void WriteText(string path, string text)
    {
        byte[] page = Encoding.UTF8.GetBytes(text);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            string aside = path + ".tmp";
            using (FileStream file = new(aside, FileMode.Create, FileAccess.Write))
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The report {path} cannot be written: {exception.Message} Give a path in a folder that you can write to.", exception);
        }
    }

    /// <summary>The report of a run as an HTML document.</summary>
    /// <param name="run">The run.</param>
    public static string ToHtml(ForecastRun run) => ToHtml(run, ChartLibrary.Preferred);

    /// <summary>The report of a run as an HTML document, with the chart library from a certain place.</summary>
    internal static string ToHtml(ForecastRun run, ChartLibrary charts)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReportPage.Of(run, charts, DateTimeOffset.UtcNow);
    }
}
