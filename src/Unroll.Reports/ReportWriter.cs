using System.Text;
using Unroll.Formats;
using Unroll.Reports.Sections;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>
/// Writes the report of a run, whatever its task: one self-contained HTML file with the scores beside those of the baselines, the sections
/// that the task lists, model, recipe and seed. It is laid out for light and dark screens, phones and paper, and works offline; only where
/// the build could not embed the chart library do charts that need it load it from a CDN.
/// </summary>
/// <example><code>ReportWriter.Write("runs/energy/report.html", learner.Fit(frame));</code></example>
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
    public static void Write(string path, TrainingRun run)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WriteFile(path, ToHtml(run));
    }

    /// <summary>Writes a look inside a network to a file, as sections of one page.</summary>
    /// <param name="path">The file, whose folder is made if needed; it appears at once, when it is whole.</param>
    /// <param name="title">Title of the page.</param>
    /// <param name="explanation">The look inside.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, string title, Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        string networks = explanation.Networks > 1 ? $" Of {CountFormatter.Format(explanation.Networks, "networks")}, the first." : "";
        string with = explanation.Text is { } text ? CountFormatter.Format(text.Read, "tokens of a text")
            : CountFormatter.Format(explanation.Samples.Count, "samples");
        Write(
            path, title, $"A look inside the network, with {with}.{networks}",
            [.. ExplanationSections.Of(explanation, hasGates: true)]);
    }

    /// <summary>Writes sections to a file, as one page.</summary>
    /// <param name="path">The file, whose folder is made if needed; it appears at once, when it is whole.</param>
    /// <param name="title">Title of the page.</param>
    /// <param name="subtitle">A sentence below it.</param>
    /// <param name="sections">The sections.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, string title, string subtitle, IReadOnlyList<ReportSection> sections)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(sections);
        WriteFile(path, ReportPage.Of(title, subtitle, sections, ChartLibrary.Preferred));
    }

    /// <summary>The report of a run as an HTML document.</summary>
    /// <param name="run">The run.</param>
    public static string ToHtml(TrainingRun run) => ToHtml(run, ChartLibrary.Preferred);

    /// <summary>The report of a run as an HTML document, with the chart library from a certain place.</summary>
    internal static string ToHtml(TrainingRun run, ChartLibrary charts)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReportPage.Of(run, charts, DateTimeOffset.UtcNow);
    }

    /// <summary>Writes a file, whose folder is made if needed; it appears at once, when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="kind">What it is, for the message of an error.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    internal static void WriteFile(string path, string text, string kind = "report")
    {
        byte[] page = Encoding.UTF8.GetBytes(text);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.Write(path, file => file.Write(page));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            throw new InputException(
                $"The {kind} {path} cannot be written: {exception.Message}", exception);
        }
    }
}
