using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Workloads.Reporting;

/// <summary>Where a run is kept: a file for each day, processor and vector width.</summary>
internal static partial class ResultsFile
{
    /// <summary>Name of a run's file. Quick runs, and runs of some workloads or without peers, say so in it.</summary>
    public static string NameOf(Run run, BenchOptions options)
    {
        string suffix = options.Only.Count > 0 || !options.Peers ? "-part" : options.Quick ? "-quick" : "";
        return NameOf(run.Machine, run.Date, suffix);
    }

    /// <summary>Name of a file about a machine on a day.</summary>
    public static string NameOf(Machine machine, DateTimeOffset date, string suffix)
    {
        string processor = NotInNames().Replace(machine.Processor.ToLowerInvariant(), "-").Trim('-');
        return string.Create(
            CultureInfo.InvariantCulture, $"{date.UtcDateTime:yyyy-MM-dd}-{processor}-{machine.VectorBits}bit{suffix}.json");
    }

    /// <summary>Writes a run aside and puts it in its place, so that there is never half a file.</summary>
    /// <param name="folder">Folder; made if missing.</param>
    /// <param name="run">The run.</param>
    /// <param name="options">What it was asked for.</param>
    /// <returns>The file's path.</returns>
    public static string Write(string folder, Run run, BenchOptions options) =>
        Write(folder, NameOf(run, options), ResultDocument.Long(run));

    /// <summary>Writes a text aside and puts it in its place, so that there is never half a file.</summary>
    /// <param name="folder">Folder; made if missing.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="text">The text, without the last end of line.</param>
    /// <returns>The file's path.</returns>
    public static string Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        string aside = path + ".tmp";
        File.WriteAllText(aside, text + "\n");
        File.Move(aside, path, overwrite: true);
        return path;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
