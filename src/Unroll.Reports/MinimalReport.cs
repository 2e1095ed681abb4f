using System.Net;
using Unroll.Formats;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>Writes the report of a run; stands in until reports are drawn from the sections of tasks.</summary>
public static class ReportWriter
{
    /// <summary>Writes the report of a run to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run.</param>
    public static void Write(string path, TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        AtomicFile.WriteText(path, $"<!doctype html><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(run.Name)}</title><h1>{WebUtility.HtmlEncode(run.Name)}</h1>\n");
    }
}
