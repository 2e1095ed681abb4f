using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Running;

/// <summary>The second place of a run whose folder cannot be written: hours of training are not lost with a disk that is full.</summary>
internal static class RunRescue
{
    /// <summary>Saves a run in the folder for temporary files, at home or in the current folder.</summary>
    /// <param name="run">The result of the training.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="writeReport">Writes the report; null for none.</param>
    /// <returns>A sentence that says where it is.</returns>
    public static string Save(TrainingRun run, Learner learner, Action<string, TrainingRun>? writeReport)
    {
        string name = $"{run.Name}-{Guid.NewGuid():N}"[..(run.Name.Length + 9)];
        foreach (string place in (string[])[
            Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.CurrentDirectory])
        {
            if (place.Length > 0 && TrySave(Path.Combine(place, name), run, learner, writeReport))
            {
                return $"It is saved in {Path.Combine(place, name)}.";
            }
        }

        return "Nor could it be saved in the folder for temporary files, at home, or in this folder.";
    }

    /// <summary>Writes a run, or at least its networks; what is left of a folder in which there is no room is removed.</summary>
    private static bool TrySave(string folder, TrainingRun run, Learner learner, Action<string, TrainingRun>? writeReport)
    {
        try
        {
            RunFolder.WriteNetworks(folder, learner);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            RunFolderContents.TryRemove(folder);
            return false;
        }

        try
        {
            RunFolder.WriteFiles(folder, run, learner);
            writeReport?.Invoke(Path.Combine(folder, RunFolder.ReportFile), run);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            // The networks are what took hours.
        }

        return true;
    }
}
